package io.walkdown.suite.lost;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.suite.lost.DiskCalls.Kind;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What faults are put before is what our classes do.
class DiskCallsTest {
    /// Each jar of ours that a scan runs; the simulator's devices have no files to lose.
    private static final List<String> JARS =
            List.of("walkdown.jar", "walkdown-scanner", "walkdown-throttle", "walkdown-profiles");

    /// A call, and the class that makes it.
    private record Call(String in, String owner, String name, String descriptor) {
        Kind kind() {
            return DiskCalls.kind(owner, name, descriptor);
        }

        /// Whether a stream is given to somebody whose writes no agent would see.
        boolean handsOverAStream() {
            return descriptor.contains("Ljava/io/OutputStream;)")
                    && descriptor.startsWith("(")
                    && !owner.startsWith("io/walkdown/");
        }

        boolean handsOverAPath() {
            String parameters = descriptor.substring(0, descriptor.indexOf(')'));
            return (parameters.contains("Ljava/nio/file/Path;")
                            || parameters.contains("Ljava/io/File;"))
                    && !owner.startsWith("io/walkdown/")
                    && !owner.startsWith("java/");
        }
    }

    @Test
    void everyCallThatTouchesTheDiskIsKnown() throws IOException {
        List<Call> calls = calls();
        Map<Kind, List<Call>> byKind = new EnumMap<>(Kind.class);
        calls.forEach(
                call -> byKind.computeIfAbsent(call.kind(), _ -> new ArrayList<>()).add(call));

        assertThat(byKind.get(Kind.UNKNOWN)).as("add these to DiskCalls").isNull();
        assertThat(byKind.get(Kind.UNSEEN))
                .as("no fault can be put before what these write: use a FileOutputStream")
                .isNull();
        assertThat(byKind.get(Kind.WRITES)).hasSizeGreaterThan(4);
        assertThat(byKind.get(Kind.CHANGES)).hasSizeGreaterThan(20);
    }

    @Test
    void noFileIsGivenToALibraryThatMightWriteIt() throws IOException {
        List<Call> calls = calls();
        List<String> withFiles =
                calls.stream()
                        .filter(call -> call.owner().equals("java/io/FileOutputStream"))
                        .map(Call::in)
                        .distinct()
                        .toList();

        assertThat(calls).noneMatch(Call::handsOverAPath);
        assertThat(withFiles).isNotEmpty();
        assertThat(calls)
                .filteredOn(call -> withFiles.contains(call.in()))
                .filteredOn(Call::handsOverAStream)
                .filteredOn(call -> !call.owner().startsWith("com/fasterxml/jackson/core/"))
                .isEmpty();
    }

    /// The agent changes calls, and a method reference is none.
    @Test
    void noMethodReferenceChangesTheDisk() throws IOException {
        List<Call> references = ofOurJars(DiskCallsTest::addReferences);

        assertThat(references).anyMatch(call -> call.owner().startsWith("io/walkdown/"));
        assertThat(references)
                .filteredOn(call -> call.kind() != Kind.READS && call.kind() != Kind.OTHER)
                .isEmpty();
    }

    private static List<Call> calls() throws IOException {
        return ofOurJars(DiskCallsTest::addCalls);
    }

    private static List<Call> ofOurJars(BiConsumer<ClassModel, List<Call>> adding)
            throws IOException {
        Path cli = Path.of(Objects.requireNonNull(System.getProperty("walkdown.cli")));
        List<Call> calls = new ArrayList<>();
        int jars = 0;
        for (Path folder : List.of(cli, cli.resolve("lib"))) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path jar : files.filter(DiskCallsTest::ours).toList()) {
                    addAll(jar, adding, calls);
                    jars++;
                }
            }
        }
        assertThat(jars).isEqualTo(JARS.size());
        return calls;
    }

    private static boolean ours(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".jar") && JARS.stream().anyMatch(name::startsWith);
    }

    private static void addAll(
            Path jar, BiConsumer<ClassModel, List<Call>> adding, List<Call> calls)
            throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(jar);
                Stream<Path> files = Files.walk(inside.getPath("/io/walkdown"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
                adding.accept(ClassFile.of().parse(Files.readAllBytes(file)), calls);
            }
        }
    }

    private static void addCalls(ClassModel model, List<Call> calls) {
        String in = model.thisClass().asInternalName();
        model.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .filter(InvokeInstruction.class::isInstance)
                .map(InvokeInstruction.class::cast)
                .map(call ->
                        new Call(
                                in,
                                call.owner().asInternalName(),
                                call.name().stringValue(),
                                call.type().stringValue()))
                .forEach(calls::add);
    }

    private static void addReferences(ClassModel model, List<Call> calls) {
        String in = model.thisClass().asInternalName();
        model.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .filter(InvokeDynamicInstruction.class::isInstance)
                .map(InvokeDynamicInstruction.class::cast)
                .flatMap(dynamic -> dynamic.bootstrapArgs().stream())
                .filter(DirectMethodHandleDesc.class::isInstance)
                .map(DirectMethodHandleDesc.class::cast)
                .map(handle ->
                        new Call(
                                in,
                                internal(handle.owner().descriptorString()),
                                handle.methodName(),
                                handle.lookupDescriptor()))
                .forEach(calls::add);
    }

    private static String internal(String descriptor) {
        return descriptor.startsWith("L")
                ? descriptor.substring(1, descriptor.length() - 1)
                : descriptor;
    }
}
