package dev.mantissa.kernel.debug;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.LocalVariableType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one method has at each of its instructions, counted from 0: which variables are visible
 * there, and which lines call something.
 */
final class CodePlan {
    /** Of one method; a call takes no more than 255 arguments, a long counting as two. */
    private static final int MOST_VARIABLES = 100;

    /** What calls nothing else. */
    private static final Set<String> LEAVES =
            Set.of(
                    "java/lang/Math",
                    "java/lang/StrictMath",
                    "java/lang/Boolean",
                    "java/lang/Byte",
                    "java/lang/Character",
                    "java/lang/Short",
                    "java/lang/Integer",
                    "java/lang/Long",
                    "java/lang/Float",
                    "java/lang/Double");

    /** A variable that a probe can read. */
    record Visible(LocalType type, int slot) {}

    private final Map<Label, Integer> labels = new HashMap<>();
    private final List<LocalVariable> variables = new ArrayList<>();
    private final List<LocalVariableType> generics = new ArrayList<>();
    private final Set<Integer> calling = new HashSet<>();
    private final Set<Integer> resuming = new HashSet<>();

    CodePlan(CodeModel code) {
        Set<Integer> seen = new HashSet<>();
        int instruction = 0;
        int line = 0;
        int lastLine = -1;
        boolean begun = false;
        for (CodeElement element : code) {
            switch (element) {
                case LabelTarget target -> labels.put(target.label(), instruction);
                case LocalVariable variable -> variables.add(variable);
                case LocalVariableType generic -> generics.add(generic);
                case LineNumber number -> {
                    line = number.line() == lastLine ? line : instruction;
                    lastLine = number.line();
                    begun = seen.add(lastLine);
                }
                case Instruction i -> {
                    if (!begun && takesValues(i)) {
                        resuming.add(instruction);
                    }
                    begun = true;
                    instruction++;
                    if (calls(i)) {
                        calling.add(line);
                    }
                }
                default -> {}
            }
        }
    }

    private static boolean calls(Instruction instruction) {
        return switch (instruction) {
            case InvokeInstruction call -> !LEAVES.contains(call.owner().asInternalName());
            case InvokeDynamicInstruction call ->
                    !call.bootstrapMethod().owner().displayName().equals("LambdaMetafactory");
            default -> false;
        };
    }

    private static boolean takesValues(Instruction instruction) {
        return instruction instanceof InvokeInstruction call
                && (call.opcode() != Opcode.INVOKESTATIC || call.typeSymbol().parameterCount() > 0);
    }

    /**
     * Whether an earlier line goes on with that instruction: a call of it, after lines on which its
     * arguments were computed.
     */
    boolean resumes(int instruction) {
        return resuming.contains(instruction);
    }

    /** Whether the line that begins with that instruction calls what may be code of cells. */
    boolean calls(int instruction) {
        return calling.contains(instruction);
    }

    /** The variables that have a value at an instruction, in the order of their slots. */
    List<Visible> visible(int instruction) {
        return variables.stream()
                .filter(v -> covers(v.startScope(), v.endScope(), instruction))
                .filter(v -> v.name().equalsString("this") || !v.name().stringValue().contains("$"))
                .sorted((a, b) -> Integer.compare(a.slot(), b.slot()))
                .limit(MOST_VARIABLES)
                .map(v -> new Visible(type(v, instruction), v.slot()))
                .toList();
    }

    private boolean covers(Label start, Label end, int instruction) {
        return labels.getOrDefault(start, Integer.MAX_VALUE) <= instruction
                && instruction < labels.getOrDefault(end, 0);
    }

    private LocalType type(LocalVariable variable, int instruction) {
        String descriptor = variable.type().stringValue();
        String signature =
                generics.stream()
                        .filter(g -> g.slot() == variable.slot())
                        .filter(g -> covers(g.startScope(), g.endScope(), instruction))
                        .map(g -> g.signature().stringValue())
                        .findFirst()
                        .orElse(descriptor);
        return new LocalType(variable.name().stringValue(), descriptor, signature);
    }
}
