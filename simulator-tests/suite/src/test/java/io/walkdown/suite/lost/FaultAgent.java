package io.walkdown.suite.lost;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/// Puts a call of [Faults] before every call of Walkdown's that changes the disk, while its classes
/// load.
public final class FaultAgent implements ClassFileTransformer {
    private static final ClassDesc FAULTS = ClassDesc.of("io.walkdown.suite.lost.Faults");
    private static final MethodTypeDesc BEFORE =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String);

    private FaultAgent() {}

    /// Called by the JVM.
    ///
    /// @param arguments for [Faults]
    public static void premain(String arguments, Instrumentation instrumentation) {
        Faults.prepare(arguments);
        instrumentation.addTransformer(new FaultAgent());
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (name == null || !name.startsWith("io/walkdown/") || name.contains("/suite/")) {
            return null;
        }
        try {
            return transformed(loader, bytes);
        } catch (RuntimeException | Error e) {
            // a JVM ignores an agent's exceptions, and the test would find that nothing failed
            e.printStackTrace();
            Runtime.getRuntime().halt(70);
            return null;
        }
    }

    private static byte[] transformed(@Nullable ClassLoader loader, byte[] bytes) {
        ClassLoader resources = loader == null ? ClassLoader.getSystemClassLoader() : loader;
        ClassFile format =
                ClassFile.of(
                        ClassFile.ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(resources)));
        ClassModel model = format.parse(bytes);
        String owner = model.thisClass().asInternalName();
        CodeTransform code = (builder, element) -> put(owner, builder, element);
        return format.transformClass(model, ClassTransform.transformingMethodBodies(code));
    }

    private static void put(String in, CodeBuilder builder, CodeElement element) {
        if (!(element instanceof InvokeInstruction call)) {
            builder.with(element);
            return;
        }
        String owner = call.owner().asInternalName();
        String name = call.name().stringValue();
        String where = in + ": " + owner + "." + name;
        switch (DiskCalls.kind(owner, name, call.type().stringValue())) {
            case CHANGES -> {
                builder.ldc(where).invokestatic(FAULTS, "before", BEFORE);
                builder.with(element);
            }
            case REMOVES -> {
                builder.ldc(where).invokestatic(FAULTS, "beforeRemoval", BEFORE);
                builder.with(element);
            }
            case WRITES ->
                    builder.ldc(where)
                            .invokestatic(
                                    FAULTS,
                                    "write",
                                    MethodTypeDesc.of(
                                            ConstantDescs.CD_void,
                                            call.owner().asSymbol(),
                                            ConstantDescs.CD_byte.arrayType(),
                                            ConstantDescs.CD_String));
            case READS, UNSEEN, UNKNOWN, OTHER -> builder.with(element);
        }
    }
}
