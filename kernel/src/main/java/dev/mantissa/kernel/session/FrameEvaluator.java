package dev.mantissa.kernel.session;

import dev.mantissa.kernel.debug.Local;
import dev.mantissa.kernel.debug.Named;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates an expression as if it stood in a frame: it is compiled into a method whose parameters
 * are the local variables that it names.
 */
final class FrameEvaluator {
    private static final String METHOD = "eval$";
    private static final String SELF = "this$";

    private final CellImports imports;
    private final WarmCompiler compiler;
    private final SnippetControl control;
    private final CompilerLock lock;
    private int count;

    FrameEvaluator(
            CellImports imports, WarmCompiler compiler, SnippetControl control, CompilerLock lock) {
        this.imports = imports;
        this.compiler = compiler;
        this.control = control;
        this.lock = lock;
    }

    /**
     * Evaluates on the present thread.
     *
     * @throws IllegalArgumentException if it does not compile
     * @throws Throwable what it threw
     */
    Named evaluate(String expression, List<Local> locals) throws Throwable {
        String bare = expression.strip().replaceFirst(";$", "");
        Map<String, Local> named = new LinkedHashMap<>();
        locals.forEach(l -> named.put(l.name().equals("this") ? SELF : l.name(), l));
        JavaTokens tokens = new JavaTokens(bare);
        String code = withMembers(bare, tokens, named);
        JavaTokens words = new JavaTokens(code);
        named.keySet().removeIf(name -> !uses(words, name));
        Compiled compiled = compile(code, words, named);
        Object[] values = named.values().stream().map(Local::value).toArray();
        try {
            return new Named(bare, compiled.type(), compiled.method().invoke(null, values));
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static boolean uses(JavaTokens words, String name) {
        for (int i = 0; i < words.size(); i++) {
            if (words.text(i).equals(name) && !words.text(i - 1).equals(".")) {
                return true;
            }
        }
        return false;
    }

    /** With the object named where the code means it, or a member of it. */
    private static String withMembers(String code, JavaTokens tokens, Map<String, Local> named) {
        Local self = named.get(SELF);
        if (self == null || self.value() == null) {
            return code;
        }
        Edits edits = new Edits();
        for (int i = 0; i < tokens.size(); i++) {
            JavaTokens.Token token = tokens.list().get(i);
            String word = tokens.text(i);
            if (token.kind() != JavaTokens.Kind.WORD || tokens.text(i - 1).equals(".")) {
                continue;
            }
            if (word.equals("this")) {
                edits.replace(token.start(), token.end(), SELF);
            } else if (!named.containsKey(word)
                    && hasMember(self.value().getClass(), word, tokens.text(i + 1).equals("("))) {
                edits.replace(token.start(), token.end(), SELF + "." + word);
            }
        }
        return edits.apply(code);
    }

    private static boolean hasMember(Class<?> type, String name, boolean method) {
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            Stream<? extends Member> members =
                    method ? Stream.of(c.getDeclaredMethods()) : Stream.of(c.getDeclaredFields());
            if (members.anyMatch(
                    m -> m.getName().equals(name) && !Modifier.isPrivate(m.getModifiers()))) {
                return true;
            }
        }
        return false;
    }

    private record Compiled(Method method, String type) {}

    private Compiled compile(String code, JavaTokens words, Map<String, Local> named)
            throws ReflectiveOperationException {
        lock.acquire();
        try {
            String header =
                    imports.of(words)
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "a declaration that waits for others, or a variable of a type without a name, keeps '%s' from being evaluated here"
                                                    .formatted(code)));
            String name = "$Debug$" + count++;
            String value = "var " + WarmCompiler.VALUE + " =\n" + code + "\n;return value$;";
            WarmCompiler.Outcome outcome =
                    compiler.compile(name, source(name, header, named, value));
            if (outcome instanceof WarmCompiler.Failed failed && failed.onlyOfValue()) {
                // A call that gives nothing.
                outcome =
                        compiler.compile(
                                name, source(name, header, named, code + "\n;return null;"));
            }
            return switch (outcome) {
                case WarmCompiler.Compiled made -> load(name, made);
                case WarmCompiler.Failed failed ->
                        throw new IllegalArgumentException(
                                String.join("\n", failed.messages()).replace(SELF, "this"));
            };
        } finally {
            lock.release();
        }
    }

    private static String source(
            String name, String header, Map<String, Local> named, String body) {
        String parameters =
                named.entrySet().stream()
                        .map(e -> "final " + e.getValue().sourceType() + " " + e.getKey())
                        .collect(Collectors.joining(", "));
        return """
        package %s;
        %sclass %s {
        public static Object %s(%s) throws Throwable {
        %s
        }}
        """
                .formatted(CompilerFiles.PACKAGE, header, name, METHOD, parameters, body);
    }

    private Compiled load(String name, WarmCompiler.Compiled made)
            throws ReflectiveOperationException {
        Class<?> loaded = control.loadAside(CompilerFiles.PACKAGE + "." + name, made.classes());
        Method method =
                Stream.of(loaded.getDeclaredMethods())
                        .filter(m -> m.getName().equals(METHOD))
                        .findFirst()
                        .orElseThrow();
        method.setAccessible(true);
        @Nullable String type = made.type();
        return new Compiled(method, type == null ? "void" : type);
    }
}
