package io.walkdown.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetyControllersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6ES7 315-6FF04-0AB0",
                "6ES7 315-2FJ14-0AB0",
                "6ES7 317-2FK14-0AB0",
                "6ES7 318-3FL01-0AB0",
                "6ES7 151-8FB01-0AB0",
                "6ES7 416-3FS07-0AB0",
                "6ES7 414-3FM07-0AB0",
                "6ES7 412-5HK06-0AB0",
                "6ES7 214-1AF40-0XB0",
                "6ES7 215-1HF40-0XB0",
                "6ES7 511-1FK02-0AB0",
                "6ES7 516-3FN02-0AB0",
                "6ES7 512-1SK01-0AB0",
                "CPU 1516F-3 PN/DP",
                "CPU 315F-2 PN/DP",
                "1756-L84ES",
                "1756-L84ES/B",
                "1756-L73S/B",
                "1756-L8SP",
                "1756-L85EXTS",
                "1768-L43S",
                "1769-L33ERMS/A",
                "5069-L330ERMS2",
                "BMEP584040S",
                "140 CPU 651 60S",
                "TRICONEX Tricon",
                "HIMax",
                "Safety Discrete I/O Device"
            })
    void namesSafetySystems(String name) {
        assertThat(SafetyControllers.lists(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6ES7 315-2EH14-0AB0",
                "6ES7 317-2EK14-0AB0",
                "6ES7 416-3XR05-0AB0",
                "6ES7 214-1AG40-0XB0",
                "6ES7 215-1HG40-0XB0",
                "6ES7 511-1AK02-0AB0",
                "6ES7 511-1TK01-0AB0",
                "6ES7 516-3AN01-0AB0",
                "6ES7 512-1DK01-0AB0",
                "CPU 1516-3 PN/DP",
                "CPU 315-2 PN/DP",
                "1756-L73/B LOGIX5573",
                "1756-L73",
                "1756-L85E",
                "1756-EN2T/D",
                "1769-L33ERM",
                "5069-L330ERM",
                "1766-L32BWA",
                "BMEP584040",
                "TM241CE40R",
                "Programmable Logic Controller",
                ""
            })
    void leavesOrdinaryControllersAlone(String name) {
        assertThat(SafetyControllers.lists(name)).isFalse();
    }
}
