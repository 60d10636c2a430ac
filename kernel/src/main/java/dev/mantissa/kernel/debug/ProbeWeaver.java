package dev.mantissa.kernel.debug;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.reflect.AccessFlag;
import java.util.Set;

/** Puts a probe at the beginning of each line of the methods of a class. */
public final class ProbeWeaver {
    /** Made by the compiler, with lines of what they were made of. */
    private static final Set<String> OF_ENUMS = Set.of("values", "valueOf", "$values");

    private final ClassFile classFile;

    /**
     * @param classFile knows the types that the class uses
     */
    public ProbeWeaver(ClassFile classFile) {
        this.classFile = classFile;
    }

    /**
     * The class file with probes.
     *
     * @throws IllegalArgumentException if a method becomes too long for a class file
     */
    public byte[] weave(byte[] original) {
        ClassModel model = classFile.parse(original);
        boolean hasValue =
                model.methods().stream().anyMatch(m -> m.methodName().equalsString(Pieces.VALUE));
        return classFile.transformClass(
                model,
                (builder, element) -> {
                    if (element instanceof MethodModel method
                            && isOfPerson(method)
                            && !Pieces.isEmpty(method.methodName().stringValue(), hasValue)) {
                        CodeModel code = method.code().orElseThrow();
                        builder.transformMethod(
                                method,
                                MethodTransform.transformingCode(
                                        new LineProbes(method, new CodePlan(code))));
                    } else {
                        builder.with(element);
                    }
                });
    }

    private static boolean isOfPerson(MethodModel method) {
        String name = method.methodName().stringValue();
        boolean lambda = name.startsWith("lambda$");
        boolean made = method.flags().has(AccessFlag.SYNTHETIC) && !lambda;
        return method.code().isPresent() && !made && !OF_ENUMS.contains(name);
    }
}
