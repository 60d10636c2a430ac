package io.github.spencerpark.jupyter.kernel.magic.registry;

import dev.mantissa.kernel.magic.Calls;
import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.session.CellContext;
import dev.mantissa.kernel.session.CellRun;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The magics of the session of the present cell. */
public class Magics {
    public <T extends @Nullable Object> T applyLineMagic(String name, List<String> arguments) {
        return Calls.lineMagic(name, arguments);
    }

    public <T extends @Nullable Object> T applyCellMagic(
            String name, List<String> arguments, String body) {
        return Calls.cellMagic(name, arguments, body);
    }

    /** Adds {@code %name}; a cell magic of the same name stays. */
    public void registerLineMagic(String name, LineMagicFunction<?> magic) {
        register(name, magic, null);
    }

    /** Adds {@code %%name}; a line magic of the same name stays. */
    public void registerCellMagic(String name, CellMagicFunction<?> magic) {
        register(name, null, magic);
    }

    /** Adds the static methods of a class that {@link LineMagic} or {@link CellMagic} mark. */
    public void registerMagics(Class<?> type) {
        registerMethods(type, null);
    }

    /** Adds the methods of an object that {@link LineMagic} or {@link CellMagic} mark. */
    public void registerMagics(Object magics) {
        registerMethods(magics.getClass(), magics);
    }

    private void registerMethods(Class<?> type, @Nullable Object target) {
        for (Method method : type.getMethods()) {
            if (target == null && !Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            method.setAccessible(true);
            LineMagic line = method.getAnnotation(LineMagic.class);
            if (line != null) {
                names(method, line.value(), line.aliases())
                        .forEach(n -> registerLineMagic(n, args -> call(method, target, args)));
            }
            CellMagic cell = method.getAnnotation(CellMagic.class);
            if (cell != null) {
                names(method, cell.value(), cell.aliases())
                        .forEach(n ->
                                registerCellMagic(
                                        n, (args, body) -> call(method, target, args, body)));
            }
        }
    }

    private static List<String> names(Method method, String value, String... aliases) {
        List<String> names = new ArrayList<>(List.of(aliases));
        names.add(value.isEmpty() ? method.getName() : value);
        return names;
    }

    private static @Nullable Object call(
            Method method, @Nullable Object target, Object... arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static void register(
            String name, @Nullable LineMagicFunction<?> line, @Nullable CellMagicFunction<?> cell) {
        CellRun run =
                CellContext.current()
                        .map(CellContext::run)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "a magic is registered from a cell, and none runs in this thread."));
        Magic known = run.magics().find(name).orElse(null);
        RegisteredMagic before = known instanceof RegisteredMagic own ? own : null;
        run.magics()
                .register(
                        new RegisteredMagic(
                                name,
                                line == null && before != null ? before.line() : line,
                                cell == null && before != null ? before.cell() : cell));
    }
}
