// Snap7's S7 server with its built-in CPU identity (a 315-2 PN/DP). Arguments: address, port,
// seconds to live. Prints "ready" once it listens.
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

#include "snap7_libmain.h"

int main(int argc, char **argv) {
    if (argc != 4) {
        std::fprintf(stderr, "usage: server ADDRESS PORT SECONDS\n");
        return 64;
    }
    word port = static_cast<word>(std::atoi(argv[2]));
    alarm(static_cast<unsigned>(std::atoi(argv[3])));
    S7Object server = Srv_Create();
    Srv_SetParam(server, p_u16_LocalPort, &port);
    int error = Srv_StartTo(server, argv[1]);
    if (error != 0) {
        std::fprintf(stderr, "cannot listen on %s:%s: error 0x%x\n", argv[1], argv[2], error);
        return 1;
    }
    std::puts("ready");
    std::fflush(stdout);
    for (;;) {
        pause();
    }
}
