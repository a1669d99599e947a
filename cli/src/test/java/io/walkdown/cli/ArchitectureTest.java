package io.walkdown.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The program's own arrows: commands use views, nobody here opens a socket, one class ends the
/// process and one starts threads.
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.walkdown.cli");

    @Test
    void viewsKnowNoCommands() {
        noClasses()
                .that()
                .resideInAPackage("io.walkdown.cli.view..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.walkdown.cli.command..")
                .check(CLASSES);
        slices().matching("io.walkdown.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nobodyHereTouchesTheNetwork() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..", "java.nio.channels..", "io.netty..", "org.apache.plc4x..")
                .check(CLASSES);
    }

    @Test
    void onlyTheProgramItselfEndsTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.walkdown.cli.command.Main")
                .and()
                .doNotHaveFullyQualifiedName("io.walkdown.cli.command.Rehearsal")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    @Test
    void onlyTheScansRunnerAndTheShellStartThreads() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.walkdown.cli.command.ScanRunner")
                .and()
                .doNotHaveFullyQualifiedName("io.walkdown.cli.shell.Shell")
                .should()
                .callMethod(Thread.class, "ofVirtual")
                .orShould()
                .callMethod(Thread.class, "start")
                .orShould()
                .callMethod(Thread.class, "startVirtualThread", Runnable.class)
                .check(CLASSES);
    }
}
