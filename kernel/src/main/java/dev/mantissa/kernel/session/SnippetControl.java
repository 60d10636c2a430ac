package dev.mantissa.kernel.session;

import dev.mantissa.kernel.debug.DebugFrame;
import dev.mantissa.kernel.debug.Debugger;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import jdk.jshell.spi.SPIResolutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs compiled snippets in this JVM on the thread that evaluates them, and keeps what came out:
 * the real object or the real exception, not a text.
 */
final class SnippetControl implements ExecutionControl {
    private final SnippetLoader loader;
    private final CompilerLock compiler;
    private final InterruptGate gate;
    private final LoadedClasses loaded;
    private @Nullable String declared;
    private @Nullable Object value;
    private @Nullable Throwable thrown;

    SnippetControl(
            SnippetLoader loader, CompilerLock compiler, InterruptGate gate, LoadedClasses loaded) {
        this.loader = loader;
        this.compiler = compiler;
        this.gate = gate;
        this.loaded = loaded;
    }

    /** Gives it to JShell. */
    ExecutionControlProvider provider() {
        return new ExecutionControlProvider() {
            @Override
            public String name() {
                return "session";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                return SnippetControl.this;
            }
        };
    }

    /** Forgets the last outcome. */
    void reset() {
        value = null;
        thrown = null;
        declared = null;
        loaded.begin();
    }

    /** What the last snippet or variable gave. */
    @Nullable Object value() {
        return value;
    }

    /** What the last snippet threw, or null. */
    @Nullable Throwable thrown() {
        return thrown;
    }

    void threw(Throwable e) {
        thrown = e;
    }

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
        boolean ignored = isDeclared(classes);
        for (ClassBytecodes c : classes) {
            loader.add(c.name(), c.bytecodes());
            loaded.add(c);
        }
        define(classes);
    }

    /** Whether they are of what is declared, which comes first, or of what depends on it. */
    private boolean isDeclared(ClassBytecodes[] classes) {
        String wrapper = SourceMap.wrapperOf(classes[0].name());
        if (declared == null) {
            declared = wrapper;
        }
        return wrapper.equals(declared);
    }

    private void define(ClassBytecodes[] classes) throws ClassInstallException {
        boolean[] installed = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            try {
                // Defining it now lets the engine learn of a class that the JVM refuses.
                installed[i] = Class.forName(classes[i].name(), false, loader) != null;
            } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
                throw new ClassInstallException("load: " + e, installed);
            }
        }
    }

    /** Loads classes that nothing else will be compiled against. */
    void loadOnce(ClassBytecodes[] classes) throws ClassInstallException {
        for (ClassBytecodes c : classes) {
            loader.add(c.name(), c.bytecodes());
        }
        loaded.addOnce(classes);
        define(classes);
    }

    /** Loads classes that are none of a cell; gives the one of that name. */
    Class<?> loadAside(String name, ClassBytecodes[] classes) throws ClassNotFoundException {
        for (ClassBytecodes c : classes) {
            loader.add(c.name(), c.bytecodes());
        }
        return Class.forName(name, false, loader);
    }

    /** Gives a variable of a snippet a value. */
    void set(String className, String variable, @Nullable Object wanted)
            throws ReflectiveOperationException {
        Field field = Class.forName(className, false, loader).getDeclaredField(variable);
        field.setAccessible(true);
        field.set(null, wanted);
    }

    @Override
    public void redefine(ClassBytecodes[] classes) throws NotImplementedException {
        // What a cell declares again may have no probes yet, or those of an earlier text.
        boolean forDebugger =
                isDeclared(classes)
                        && Arrays.stream(classes).anyMatch(c -> loader.isOutdated(c.name()));
        if (forDebugger || !loaded.keep(classes)) {
            // The engine then compiles what depends on the change anew, under new names.
            throw new NotImplementedException("redefine");
        }
    }

    @Override
    public String invoke(String className, String methodName)
            throws RunException, InternalException {
        Method method;
        try {
            method = Class.forName(className, false, loader).getDeclaredMethod(methodName);
            method.setAccessible(true);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new InternalException(e.toString());
        }
        Object result = null;
        Throwable failure = null;
        int holds = compiler.giveUp();
        try {
            result = run(method);
        } catch (IllegalAccessException e) {
            throw new InternalException(e.toString());
        } catch (InvocationTargetException e) {
            failure = e.getCause();
        } catch (Throwable e) {
            failure = e;
        } finally {
            if (failure != null) {
                HeapReserve.instance().after(failure);
            }
            compiler.retake(holds);
        }
        // Only now: while the lock was given up, others may have asked for variables.
        value = result;
        thrown = failure;
        if (failure != null) {
            throw converted(failure);
        }
        return "";
    }

    private @Nullable Object run(Method method)
            throws IllegalAccessException, InvocationTargetException {
        Debugger debugger = loader.debugger();
        DebugFrame before = debugger.frame();
        gate.enter();
        try {
            CellRun run = CellRun.current();
            if (run != null && run.stopRequested()) {
                throw new CellStop();
            }
            return method.invoke(null);
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            if (thrown != null && isError(thrown)) {
                debugger.thrown(thrown);
            }
            throw e;
        } finally {
            gate.leave();
            debugger.frame(before);
        }
    }

    /** Whether a person would like to look at it where it happened. */
    private static boolean isError(Throwable e) {
        return !(e instanceof CellStop
                || e instanceof CellExit
                || e instanceof SPIResolutionException);
    }

    private static RunException converted(Throwable e) {
        if (e instanceof SPIResolutionException unresolved) {
            return new ResolutionException(unresolved.id(), e.getStackTrace());
        }
        if (e instanceof CellStop) {
            return new StoppedException();
        }
        return new UserException(e.getClass().getName(), e.getClass().getName(), e.getStackTrace());
    }

    @Override
    public String varValue(String className, String varName) throws InternalException {
        try {
            Field field = Class.forName(className, false, loader).getDeclaredField(varName);
            field.setAccessible(true);
            value = field.get(null);
            return "";
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new InternalException(e.toString());
        }
    }

    @Override
    public void addToClasspath(String path) throws InternalException {
        try {
            loader.addPath(Path.of(path).toUri().toURL());
        } catch (MalformedURLException e) {
            throw new InternalException(e.toString());
        }
    }

    @Override
    public void stop() {
        loader.stopSite().arm();
    }

    @Override
    public Object extensionCommand(String command, Object argument) throws NotImplementedException {
        throw new NotImplementedException(command);
    }

    @Override
    public void close() {}
}
