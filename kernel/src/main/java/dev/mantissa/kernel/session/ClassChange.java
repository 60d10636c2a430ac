package dev.mantissa.kernel.session;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.classfile.instruction.LineNumber;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What differs between two compilations of one class. Each import shifts the lines of all classes
 * that the engine compiles anew after it, and the code that computes a variable's first value never
 * runs again: to load such a class anew would lose the variable's value for nothing.
 */
final class ClassChange {
    private static final ClassFile PLAIN = ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS);
    private static final ClassTransform WITHOUT_LINES =
            ClassTransform.transformingMethodBodies((builder, element) -> {
                if (!(element instanceof LineNumber)) {
                    builder.with(element);
                }
            });

    private final ClassModel before;
    private final ClassModel after;

    ClassChange(byte[] before, byte[] after) {
        this.before = PLAIN.parse(before);
        this.after = PLAIN.parse(after);
    }

    /** Whether nothing but line numbers differs. */
    boolean onlyOfLines() {
        return Arrays.equals(
                PLAIN.transformClass(before, WITHOUT_LINES),
                PLAIN.transformClass(after, WITHOUT_LINES));
    }

    /** Whether other code sees no difference: fields and methods have the same names and types. */
    boolean onlyOfCode() {
        return members(before).equals(members(after));
    }

    /** By how many lines the later one is shifted. */
    int lines() {
        return firstLine(after) - firstLine(before);
    }

    /** The variables of a class whose code all runs once, for their first values; else none. */
    static List<String> variables(byte[] wrapper) {
        ClassModel model = PLAIN.parse(wrapper);
        boolean runsOnce =
                model.methods().stream()
                        .map(m -> m.methodName().stringValue())
                        .allMatch(name ->
                                name.startsWith("do_it$")
                                        || name.startsWith("lambda$")
                                        || name.startsWith("<"));
        return runsOnce
                ? model.fields().stream().map(f -> f.fieldName().stringValue()).toList()
                : List.of();
    }

    private static List<String> members(ClassModel model) {
        Stream<String> fields =
                model.fields().stream().map(f -> f.fieldName().stringValue() + " " + type(f));
        Stream<String> methods =
                model.methods().stream()
                        .filter(m -> !m.methodName().stringValue().startsWith("lambda$"))
                        .map(m -> m.methodName().stringValue() + m.methodType().stringValue());
        return Stream.concat(fields, methods).sorted().toList();
    }

    private static String type(FieldModel field) {
        return field.findAttribute(Attributes.signature())
                .map(SignatureAttribute::signature)
                .orElse(field.fieldType())
                .stringValue();
    }

    private static int firstLine(ClassModel model) {
        return model.methods().stream()
                .map(MethodModel::code)
                .flatMap(code -> code.stream())
                .flatMap(code -> code.elementStream())
                .mapMulti((CodeElement element, Consumer<Integer> lines) -> {
                    if (element instanceof LineNumber line) {
                        lines.accept(line.line());
                    }
                })
                .min(Integer::compare)
                .orElse(0);
    }
}
