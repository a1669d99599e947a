package io.walkdown.scanner;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The arrows of the architecture, held by the build.
class ArchitectureTest {
    private static final String SCANNER = "io.walkdown.scanner";

    private static final String[] PROTOCOLS = {
        SCANNER + ".s7..", SCANNER + ".modbus..", SCANNER + ".enip.."
    };

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.walkdown");

    @TestFactory
    Stream<DynamicTest> packagesDependOnlyOnWhatTheArchitectureNames() {
        return Stream.of(
                        only(".asset"),
                        only(".box"),
                        only(".site", ".asset"),
                        only(".store", ".asset"),
                        only(".wire", ".asset"),
                        only(".s7", ".wire", ".asset", ".box"),
                        only(".modbus", ".wire", ".asset", ".box"),
                        only(".enip", ".wire", ".asset", ".box"),
                        only(".baseline", ".asset", ".store"),
                        only(".export", ".asset", ".baseline", ".store"),
                        only(".gate", ".asset", ".baseline", ".site", ".store"),
                        only(".export", ".asset", ".baseline", ".store"),
                        only(
                                ".plan",
                                ".box",
                                ".site",
                                ".s7",
                                ".modbus",
                                ".enip",
                                ".wire",
                                ".asset",
                                ".store",
                                ".baseline"))
                .map(rule -> check(rule));
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("io.walkdown.(*).(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @TestFactory
    Stream<DynamicTest> dangerousThingsHaveOnePlace() {
        return Stream.of(
                        noClasses()
                                .that()
                                .resideOutsideOfPackage(SCANNER + ".wire")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage("io.netty.channel..", "io.netty.bootstrap..")
                                .because("device sockets open only in wire"),
                        noClasses()
                                .should()
                                .dependOnClassesThat(
                                        assignableTo(java.net.Socket.class)
                                                .or(assignableTo(java.net.ServerSocket.class))
                                                .or(assignableTo(java.net.DatagramSocket.class))
                                                .or(
                                                        assignableTo(
                                                                java.nio.channels.NetworkChannel
                                                                        .class)))
                                .because("device sockets open only in wire, by Netty"),
                        noClasses()
                                .that()
                                .resideOutsideOfPackage(SCANNER + ".export")
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("java.net.http..")
                                .because("other systems are spoken to by exports alone"),
                        noClasses()
                                .that()
                                .resideOutsideOfPackages(PROTOCOLS)
                                .and()
                                .resideOutsideOfPackage(SCANNER + ".box")
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("org.apache.plc4x..")
                                .because("S1: the guard and the rest share no codec with PLC4X"),
                        noClasses()
                                .that()
                                .haveNameNotMatching(SCANNER + "\\.scan\\.Scan(\\$.*)?")
                                .should()
                                .callMethodWhere(
                                        target(owner(assignableTo(Thread.class)))
                                                .and(
                                                        target(
                                                                nameMatching(
                                                                        "start|startVirtualThread"))))
                                .because("threads start only in Scan and in wire's event loops"),
                        noClasses()
                                .that()
                                .haveNameNotMatching(SCANNER + "\\.scan\\.Scan(\\$.*)?")
                                .should()
                                .dependOnClassesThat()
                                .haveFullyQualifiedName("java.util.concurrent.Executors")
                                .because("threads start only in Scan and in wire's event loops"),
                        noClasses()
                                .should()
                                .callMethod(Thread.class, "sleep", long.class)
                                .orShould()
                                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                                .because("waiting is the gate's alone"),
                        noClasses()
                                .should()
                                .accessField(System.class, "out")
                                .orShould()
                                .accessField(System.class, "err")
                                .because("only the command line prints"),
                        noClasses()
                                .that()
                                .resideOutsideOfPackage(SCANNER + ".export")
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("java.net.http..")
                                .because("only exports speak to systems beyond the plant"),
                        noClasses()
                                .that()
                                .resideInAPackage(SCANNER + ".plan")
                                .should()
                                .dependOnClassesThat()
                                .haveSimpleName("Conversation")
                                .because("a plan sends nothing"),
                        classes()
                                .that()
                                .resideInAPackage(SCANNER + ".asset")
                                .should()
                                .onlyDependOnClassesThat(
                                        resideInAnyPackage(
                                                SCANNER + ".asset",
                                                "java.lang..",
                                                "java.time..",
                                                "java.util..",
                                                "org.jspecify.."))
                                .because("assets are plain values without input or output"))
                .map(rule -> check(rule));
    }

    private static ArchRule only(String from, String... to) {
        String[] forbidden =
                CLASSES.stream()
                        .map(type -> type.getPackageName())
                        .filter(name -> name.startsWith(SCANNER + "."))
                        .distinct()
                        .filter(name -> !name.equals(SCANNER + from))
                        .filter(name -> Stream.of(to).noneMatch(t -> name.equals(SCANNER + t)))
                        .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(SCANNER + from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden);
    }

    private static DynamicTest check(ArchRule rule) {
        return DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(CLASSES));
    }
}
