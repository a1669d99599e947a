package io.walkdown.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.simulator.Understood.Fault;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S7DialogueTest {

    private static final String SETUP_240 = "0300001902f08032010000000000080000f0000001000100f0";

    private final S7Spec cpu = cpu(240);
    private final S7Dialogue dialogue = new S7Dialogue(() -> cpu);

    private static S7Spec cpu(int pduSize) {
        PlantFile plant =
                PlantFile.parse(
                        """
                        version: 1
                        name: x
                        devices:
                          - name: cpu
                            address: 127.0.0.1
                            s7:
                              {slot: 2, pduSize: %d, orderNumber: 6ES7 412-1XJ05-0AB0, serial: SN,
                               firmware: V5.3.1, bootLoader: V1.2.3, systemName: SYS}
                        """
                                .formatted(pduSize));
        return Spec.required("s7", plant.devices().getFirst().s7());
    }

    private Bytes ask(String hex) throws InterruptedException {
        return reply(hex).bytes();
    }

    private Reply reply(String hex) throws InterruptedException {
        return dialogue.understand(Bytes.hex(hex)).answering().reply();
    }

    private Optional<String> fault(String hex) {
        return Optional.ofNullable(dialogue.understand(Bytes.hex(hex)).fault()).map(Fault::rule);
    }

    private void open(String setup) throws InterruptedException {
        ask(Requests.connect(2));
        ask(setup);
    }

    @Test
    void confirmsConnectionWithBothReferencesAndTsaps() throws InterruptedException {
        assertThat(ask(Requests.connect(2)))
                .isEqualTo(Bytes.hex("03000016 11 d0 0014 0001 00 c1020100 c2020302 c0010a"));
    }

    @Test
    void refusesTsapThatIsNotConfigured() throws InterruptedException {
        Reply refused = reply(Requests.connect(3));

        assertThat(refused.bytes().u8(5)).isEqualTo(0x80);
        assertThat(refused.hangsUp()).isTrue();
        assertThat(refused.opens()).isFalse();
        assertThat(fault(Requests.connect(3))).contains("S1");
    }

    @ParameterizedTest
    @CsvSource({"01e0,0100f0", "00f0,0100f0", "0010,0100f0", "ffff,0100f0"})
    void agreesOnOneJobAndItsOwnPdu(String asked, String agreed) throws InterruptedException {
        ask(Requests.connect(2));

        assertThat(ask(Requests.SETUP.substring(0, 46) + asked).toString()).endsWith(agreed);
    }

    @Test
    void namesSetupForManyJobs() throws InterruptedException {
        ask(Requests.connect(2));

        assertThat(fault("0300001902f08032010000000000080000f0000008000801e0")).contains("S1");
    }

    @Test
    void answersModuleListAsTheReferenceServerDoes() throws InterruptedException {
        open(SETUP_240);
        Bytes answer = ask(Requests.SZL_0011);

        assertThat(answer.first(29))
                .isEqualTo(
                        Bytes.hex(
                                "0300009902f08032070000 0001 000c 007c 000112 08 12 84 01 00 00 00"
                                        + "0000"));
        assertThat(answer.from(29).first(12))
                .isEqualTo(Bytes.hex("ff 09 0078 0011 0000 001c 0004"));
        assertThat(answer.from(41).first(2)).isEqualTo(Bytes.hex("0001"));
        assertThat(answer.from(97).first(28).from(22)).isEqualTo(Bytes.hex("00c0 5605 0301"));
    }

    @ParameterizedTest
    @ValueSource(ints = {240, 300, 480, 960})
    void fragmentsGiveTheListBackWhateverThePdu(int pduSize) throws InterruptedException {
        S7Dialogue other = new S7Dialogue(() -> cpu(pduSize));
        StringBuilder list = new StringBuilder();
        for (String opening : List.of(Requests.connect(2), SETUP_240.replace("0100f0", "0103c0"))) {
            other.understand(Bytes.hex(opening)).answering().reply();
        }
        String request = Requests.SZL_001C;
        boolean more = true;
        while (more) {
            Bytes part = other.understand(Bytes.hex(request)).answering().reply().bytes();
            assertThat(part.length()).isLessThanOrEqualTo(7 + pduSize).isEqualTo(part.u16(2));
            list.append(part.from(33));
            more = part.u8(26) == 1;
            request = Requests.followUp(part.u8(24));
        }

        assertThat(Bytes.hex(list.toString()).length()).isEqualTo(8 + 10 * 34);
        assertThat(list).startsWith("001c00000022000a").contains("0005534e0000");
    }

    @Test
    void isSilentToFollowUpWithAnotherSequenceNumber() throws InterruptedException {
        open(SETUP_240);
        ask(Requests.SZL_001C);

        assertThat(ask(Requests.followUp(2))).isEqualTo(Bytes.NONE);
        assertThat(fault(Requests.followUp(2))).contains("S1");
        assertThat(fault(Requests.followUp(1))).isEmpty();
    }

    @Test
    void answersSingleRecordAndRefusesUnknownList() throws InterruptedException {
        open(SETUP_240);

        assertThat(
                        ask("0300002102f080320700000001000800080001120411440100ff090004011c0005")
                                .from(33))
                .isEqualTo(Bytes.hex("011c 0005 0022 0001 0005 534e" + "00".repeat(30)));
        assertThat(ask("0300002102f080320700000001000800080001120411440100ff09000404240000"))
                .isEqualTo(
                        Bytes.hex(
                                "0300002102f080320700000001000c000400011208128401000000d4020a000000"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0300000702f080", // nothing in it
                "0300001902f08032010000000000080000f0000001000101", // one byte short of its length
                "0300001602f000320700000000000800000000000000" // not the last COTP fragment
            })
    void namesDataThatIsNoPduOfItsStatedLength(String data) throws InterruptedException {
        open(SETUP_240);

        assertThat(fault(data)).contains("S1");
    }

    @Test
    void namesReadBeforeSetupAndSecondConnect() throws InterruptedException {
        ask(Requests.connect(2));

        assertThat(fault(Requests.SZL_0011)).contains("S1");
        assertThat(fault(Requests.connect(2))).contains("S1");
        assertThat(fault("0300000b06800002001400")).contains("S1");
        assertThat(fault(Requests.DISCONNECT)).isEmpty();
    }

    @Test
    void tellsFramesByTheirTpktLength() {
        byte[] frame = Bytes.hex(Requests.SETUP).toArray();
        for (int count = 0; count < 4; count++) {
            assertThat(dialogue.frameLength(frame, count)).isEqualTo(Dialogue.MORE);
        }

        assertThat(dialogue.frameLength(frame, 4)).isEqualTo(25);
        assertThat(dialogue.frameLength(Bytes.hex("03000006").toArray(), 4))
                .isEqualTo(Dialogue.FOREIGN);
        assertThat(dialogue.frameLength(Bytes.hex("0300ffff").toArray(), 4))
                .isEqualTo(Dialogue.FOREIGN);
        assertThat(dialogue.frameLength(Bytes.hex("16").toArray(), 1)).isEqualTo(Dialogue.FOREIGN);
    }
}
