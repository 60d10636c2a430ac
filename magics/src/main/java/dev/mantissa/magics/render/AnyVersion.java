package dev.mantissa.magics.render;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.Renderer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Shows the types of a library also where cells use another version of it than this program: by the
 * same code, loaded a second time against that version.
 */
final class AnyVersion<T> implements Renderer<T> {
    private static final String CODE = "dev.mantissa.magics.";

    private final Renderer<T> own;
    private WeakReference<Renderer<Object>> other = new WeakReference<>(null);

    AnyVersion(Renderer<T> own) {
        this.own = own;
    }

    @Override
    public String typeName() {
        return own.typeName();
    }

    @Override
    public MimeBundle render(T value) throws Exception {
        ClassLoader ours = own.getClass().getClassLoader();
        return Class.forName(typeName(), false, ours).isInstance(value)
                ? own.render(value)
                : other(value.getClass().getClassLoader()).render(value);
    }

    @SuppressWarnings("unchecked")
    private Renderer<Object> other(ClassLoader theirs) throws ReflectiveOperationException {
        Renderer<Object> known = other.get();
        if (known == null || known.getClass().getClassLoader().getParent() != theirs) {
            var constructor =
                    new Again(theirs).loadClass(own.getClass().getName()).getDeclaredConstructor();
            constructor.setAccessible(true);
            known = (Renderer<Object>) constructor.newInstance();
            other = new WeakReference<>(known);
        }
        return known;
    }

    /** Defines the classes that render once more; all else is as its parent has it. */
    private static final class Again extends ClassLoader {
        Again(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(CODE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? again(name) : loaded;
            }
        }

        private Class<?> again(String name) throws ClassNotFoundException {
            try (@Nullable InputStream file =
                    AnyVersion.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
