package dev.mantissa.kernel.debug;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/** Copies one method body and adds its probes. */
final class LineProbes implements CodeTransform {
    private static final ClassDesc PROBES = ClassDesc.of("dev.mantissa.kernel.debug.Probes");
    private static final ClassDesc FRAME = ClassDesc.of("dev.mantissa.kernel.debug.DebugFrame");
    private static final DirectMethodHandleDesc ENTER = bootstrap("enter");
    private static final DirectMethodHandleDesc WANTED =
            bootstrap(
                    "wanted", ConstantDescs.CD_String, ConstantDescs.CD_int, ConstantDescs.CD_int);
    private static final DirectMethodHandleDesc REACHED =
            bootstrap(
                    "reached",
                    ConstantDescs.CD_String,
                    ConstantDescs.CD_int,
                    ConstantDescs.CD_String.arrayType());

    private final String method;
    private final CodePlan plan;

    /** Nothing can be told of an object before its superclass has made it. */
    private boolean made;

    private int pendingObjects;
    private int instruction;
    private int lastLine = -1;
    private int frame;

    LineProbes(MethodModel method, CodePlan plan) {
        this.method = method.methodName().stringValue();
        this.plan = plan;
        this.made = !this.method.equals(ConstantDescs.INIT_NAME);
    }

    private static DirectMethodHandleDesc bootstrap(String name, ClassDesc... more) {
        List<ClassDesc> parameters =
                new ArrayList<>(
                        List.of(
                                ConstantDescs.CD_MethodHandles_Lookup,
                                ConstantDescs.CD_String,
                                ConstantDescs.CD_MethodType));
        parameters.addAll(List.of(more));
        return MethodHandleDesc.ofMethod(
                DirectMethodHandleDesc.Kind.STATIC,
                PROBES,
                name,
                MethodTypeDesc.of(ConstantDescs.CD_CallSite, parameters));
    }

    @Override
    public void atStart(CodeBuilder builder) {
        frame = builder.allocateLocal(TypeKind.REFERENCE);
        builder.invokedynamic(DynamicCallSiteDesc.of(ENTER, "enter", MethodTypeDesc.of(FRAME)));
        builder.astore(frame);
    }

    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
        if (element instanceof ReturnInstruction) {
            builder.aload(frame);
            builder.invokestatic(PROBES, "leave", MethodTypeDesc.of(ConstantDescs.CD_void, FRAME));
        }
        builder.with(element);
        switch (element) {
            case LineNumber line -> {
                if (made && line.line() != lastLine && !plan.resumes(instruction)) {
                    probe(builder, line.line());
                }
                lastLine = line.line();
            }
            case Instruction i -> {
                instruction++;
                noteObjects(i);
            }
            default -> {}
        }
    }

    private void noteObjects(Instruction passed) {
        if (passed instanceof NewObjectInstruction) {
            pendingObjects++;
        } else if (passed instanceof InvokeInstruction call
                && call.opcode() == Opcode.INVOKESPECIAL
                && call.name().equalsString(ConstantDescs.INIT_NAME)) {
            made |= pendingObjects == 0;
            pendingObjects = Math.max(0, pendingObjects - 1);
        }
    }

    private void probe(CodeBuilder builder, int line) {
        List<CodePlan.Visible> visible = plan.visible(instruction);
        Label after = builder.newLabel();
        builder.aload(frame);
        builder.invokedynamic(
                DynamicCallSiteDesc.of(
                        WANTED,
                        "wanted",
                        MethodTypeDesc.of(ConstantDescs.CD_boolean, FRAME),
                        method,
                        line,
                        plan.calls(instruction) ? 1 : 0));
        builder.ifeq(after);
        List<ClassDesc> parameters = new ArrayList<>(List.of(FRAME));
        List<ConstantDesc> arguments = new ArrayList<>(List.of(method, line));
        builder.aload(frame);
        for (CodePlan.Visible variable : visible) {
            ClassDesc type = ClassDesc.ofDescriptor(variable.type().descriptor());
            parameters.add(type.isPrimitive() ? type : ConstantDescs.CD_Object);
            arguments.add(variable.type().encoded());
            builder.loadLocal(TypeKind.from(type), variable.slot());
        }
        builder.invokedynamic(
                DynamicCallSiteDesc.of(
                        REACHED,
                        "reached",
                        MethodTypeDesc.of(FRAME, parameters),
                        arguments.toArray(ConstantDesc[]::new)));
        builder.astore(frame);
        builder.labelBinding(after);
    }
}
