package dev.mantissa.kernel.session;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Set;

/**
 * Rewrites the classes of cells: a stop check before each backward branch and at the entry of
 * methods (so that loops, recursion and what a library calls in a loop can be stopped), and an end
 * of the cell in place of an end of the JVM. A check is an invokedynamic of {@link StopSite}.
 */
final class SnippetWeaver {
    private static final ClassDesc SUPPORT =
            ClassDesc.of("dev.mantissa.kernel.session.SnippetSupport");
    private static final ClassDesc RUNTIME = ClassDesc.of("java.lang.Runtime");
    private static final ClassDesc SYSTEM = ClassDesc.of("java.lang.System");
    private static final MethodTypeDesc EXIT =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
    private static final MethodTypeDesc EXIT_OF_RUNTIME =
            MethodTypeDesc.of(ConstantDescs.CD_void, RUNTIME, ConstantDescs.CD_int);
    private static final DynamicCallSiteDesc CHECK =
            DynamicCallSiteDesc.of(
                    MethodHandleDesc.ofMethod(
                            DirectMethodHandleDesc.Kind.STATIC,
                            SUPPORT,
                            "stopCheck",
                            MethodTypeDesc.of(
                                    ConstantDescs.CD_CallSite,
                                    ConstantDescs.CD_MethodHandles_Lookup,
                                    ConstantDescs.CD_String,
                                    ConstantDescs.CD_MethodType)),
                    "stopCheck",
                    ConstantDescs.MTD_void);

    private final ClassFile classFile;

    SnippetWeaver(ClassFile classFile) {
        this.classFile = classFile;
    }

    /** Reads and writes class files whose types that loader knows. */
    static ClassFile classFile(ClassLoader loader) {
        return ClassFile.of(
                ClassFile.ClassHierarchyResolverOption.of(
                        ClassHierarchyResolver.ofResourceParsing(loader)
                                .orElse(ClassHierarchyResolver.ofClassLoading(loader))
                                .cached()));
    }

    /** The class file with its checks; the same one if it needs none. */
    byte[] weave(byte[] original) {
        ClassModel model = classFile.parse(original);
        if (model.methods().stream().noneMatch(SnippetWeaver::needsChange)) {
            return original;
        }
        return classFile.transformClass(
                model,
                (builder, element) -> {
                    if (element instanceof MethodModel method && needsChange(method)) {
                        Checks checks = new Checks(checksEntry(method));
                        builder.transformMethod(method, MethodTransform.transformingCode(checks));
                    } else {
                        builder.with(element);
                    }
                });
    }

    private static boolean needsChange(MethodModel method) {
        CodeModel code = method.code().orElse(null);
        return code != null
                && (checksEntry(method)
                        || code.elementStream().anyMatch(SnippetWeaver::ends)
                        || hasBackwardBranch(code));
    }

    /** The snippet's own body is entered once; anything else may recurse or be called in a loop. */
    private static boolean checksEntry(MethodModel method) {
        String name = method.methodName().stringValue();
        return !name.equals("do_it$") && !name.startsWith("<");
    }

    private static boolean hasBackwardBranch(CodeModel code) {
        Set<Label> seen = new HashSet<>();
        for (CodeElement element : code) {
            if (element instanceof LabelTarget target) {
                seen.add(target.label());
            } else if (element instanceof BranchInstruction b && seen.contains(b.target())) {
                return true;
            }
        }
        return false;
    }

    private static boolean ends(CodeElement element) {
        return switch (element) {
            case InvokeInstruction call -> isSystemExit(call) || isHalt(call);
            case InvokeDynamicInstruction call ->
                    call.bootstrapArgs().stream().anyMatch(SnippetWeaver::isEndReference);
            default -> false;
        };
    }

    /** {@code System::exit} and the like. */
    private static boolean isEndReference(ConstantDesc argument) {
        if (!(argument instanceof DirectMethodHandleDesc method)) {
            return false;
        }
        String name = method.methodName();
        return (method.owner().equals(SYSTEM) && name.equals("exit"))
                || (method.owner().equals(RUNTIME) && (name.equals("exit") || name.equals("halt")));
    }

    private static ConstantDesc replaced(ConstantDesc argument) {
        if (!isEndReference(argument)) {
            return argument;
        }
        boolean ofSystem = ((DirectMethodHandleDesc) argument).owner().equals(SYSTEM);
        return MethodHandleDesc.ofMethod(
                DirectMethodHandleDesc.Kind.STATIC,
                SUPPORT,
                "exit",
                ofSystem ? EXIT : EXIT_OF_RUNTIME);
    }

    private static DynamicCallSiteDesc replaced(InvokeDynamicInstruction call) {
        return DynamicCallSiteDesc.of(
                call.bootstrapMethod(),
                call.name().stringValue(),
                call.typeSymbol(),
                call.bootstrapArgs().stream()
                        .map(SnippetWeaver::replaced)
                        .toArray(ConstantDesc[]::new));
    }

    private static boolean isSystemExit(InvokeInstruction call) {
        return call.opcode() == Opcode.INVOKESTATIC
                && call.name().equalsString("exit")
                && call.owner().asInternalName().equals("java/lang/System");
    }

    private static boolean isHalt(InvokeInstruction call) {
        return call.opcode() == Opcode.INVOKEVIRTUAL
                && (call.name().equalsString("exit") || call.name().equalsString("halt"))
                && call.owner().asInternalName().equals("java/lang/Runtime");
    }

    /** Copies one method body and adds what is needed; knows which labels lie behind. */
    private static final class Checks implements CodeTransform {
        private final Set<Label> seen = new HashSet<>();

        private final boolean atEntry;

        Checks(boolean atEntry) {
            this.atEntry = atEntry;
        }

        @Override
        public void atStart(CodeBuilder builder) {
            if (atEntry) {
                builder.invokedynamic(CHECK);
            }
        }

        @Override
        public void accept(CodeBuilder builder, CodeElement element) {
            switch (element) {
                case LabelTarget target -> seen.add(target.label());
                case BranchInstruction branch when seen.contains(branch.target()) ->
                        builder.invokedynamic(CHECK);
                case InvokeInstruction call when isSystemExit(call) -> {
                    builder.invokestatic(SUPPORT, "exit", EXIT);
                    return;
                }
                case InvokeInstruction call when isHalt(call) -> {
                    builder.invokestatic(SUPPORT, "exit", EXIT_OF_RUNTIME);
                    return;
                }
                case InvokeDynamicInstruction call when ends(call) -> {
                    builder.invokedynamic(replaced(call));
                    return;
                }
                default -> {}
            }
            builder.with(element);
        }
    }
}
