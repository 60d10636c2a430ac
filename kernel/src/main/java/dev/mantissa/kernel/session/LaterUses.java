package dev.mantissa.kernel.session;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.util.HashSet;
import java.util.Set;

/** What a snippet's class uses of other snippets in code that may run after the snippet did. */
final class LaterUses {
    private final String wrapper;
    private final Set<String> others;
    private final Set<String> names = new HashSet<>();

    private LaterUses(String wrapper, Set<String> others) {
        this.wrapper = wrapper;
        this.others = others;
    }

    /**
     * The names of what is used.
     *
     * @param wrapper the class of the snippet, which is this class or one around it
     * @param others classes of snippets
     */
    static Set<String> of(byte[] file, String wrapper, Set<String> others) {
        LaterUses uses = new LaterUses(wrapper, others);
        ClassModel model = ClassFile.of().parse(file);
        boolean inner = !model.thisClass().asInternalName().replace('/', '.').equals(wrapper);
        for (MethodModel method : model.methods()) {
            boolean later = inner || method.methodName().stringValue().startsWith("lambda$");
            method.code().ifPresent(code -> code.elementStream().forEach(e -> uses.look(e, later)));
        }
        return uses.names;
    }

    /** A reference to a method is later code wherever it stands. */
    private void look(CodeElement element, boolean later) {
        switch (element) {
            case InvokeDynamicInstruction dynamic -> {
                for (Object argument : dynamic.bootstrapArgs()) {
                    if (argument instanceof DirectMethodHandleDesc method) {
                        String owner = method.owner().descriptorString();
                        add(owner.substring(1, owner.length() - 1), method.methodName());
                    }
                }
            }
            case FieldInstruction field when later ->
                    add(field.owner().asInternalName(), field.name().stringValue());
            case InvokeInstruction call when later ->
                    add(call.owner().asInternalName(), call.name().stringValue());
            case NewObjectInstruction made when later -> add(made.className().asInternalName(), "");
            default -> {}
        }
    }

    /** A member of a declared type is told as the type. */
    private void add(String owner, String member) {
        String type = owner.replace('/', '.');
        String other = SourceMap.wrapperOf(type);
        if (!other.equals(wrapper) && others.contains(other)) {
            names.add(type.equals(other) ? member : declared(type));
        }
    }

    /** The name of the declared type that a class is, or is in; that of a lambda is empty. */
    static String declared(String type) {
        String wrapper = SourceMap.wrapperOf(type);
        return type.equals(wrapper) ? "" : type.substring(wrapper.length() + 1).split("\\$")[0];
    }
}
