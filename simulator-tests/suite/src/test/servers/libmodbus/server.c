/* libmodbus's Modbus/TCP server, one client at a time, with an empty register map. Its identity is
   what the library answers to Report Server ID by itself. Arguments: address, port, seconds to
   live. Prints "ready" once it listens. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <modbus.h>

int main(int argc, char **argv) {
    uint8_t query[MODBUS_TCP_MAX_ADU_LENGTH];
    modbus_mapping_t *map;
    modbus_t *server;
    int listener;

    if (argc != 4) {
        fprintf(stderr, "usage: server ADDRESS PORT SECONDS\n");
        return 64;
    }
    alarm((unsigned) atoi(argv[3]));
    server = modbus_new_tcp(argv[1], atoi(argv[2]));
    map = modbus_mapping_new(1, 1, 1, 1);
    listener = server == NULL ? -1 : modbus_tcp_listen(server, 1);
    if (listener < 0 || map == NULL) {
        fprintf(stderr, "cannot listen on %s:%s: %s\n", argv[1], argv[2], modbus_strerror(errno));
        return 1;
    }
    puts("ready");
    fflush(stdout);
    while (modbus_tcp_accept(server, &listener) >= 0) {
        for (;;) {
            int length = modbus_receive(server, query);
            if (length < 0) {
                break;
            }
            if (length > 0) {
                modbus_reply(server, query, length, map);
            }
        }
        modbus_close(server);
    }
    return 1;
}
