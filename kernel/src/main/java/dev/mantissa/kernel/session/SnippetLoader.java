package dev.mantissa.kernel.session;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Defines the classes of one session's cells, and finds those of jars added later. */
final class SnippetLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final StopSite stopSite;
    private final SnippetWeaver weaver;
    private final Map<String, byte[]> classFiles = new ConcurrentHashMap<>();

    SnippetLoader(ClassLoader parent, StopSite stopSite) {
        super("cells", new URL[0], parent);
        this.stopSite = stopSite;
        this.weaver = new SnippetWeaver(this);
    }

    StopSite stopSite() {
        return stopSite;
    }

    /** Makes a class known; it is woven and defined when it is first needed. */
    void add(String name, byte[] classFile) {
        classFiles.put(name, classFile);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] original = classFiles.get(name);
        if (original == null) {
            return super.findClass(name);
        }
        byte[] woven = weaver.weave(original);
        Class<?> defined = defineClass(name, woven, 0, woven.length);
        classFiles.remove(name);
        return defined;
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        if (name.endsWith(".class")) {
            byte[] classFile =
                    classFiles.get(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'));
            if (classFile != null) {
                return new ByteArrayInputStream(classFile);
            }
        }
        return super.getResourceAsStream(name);
    }

    void addPath(URL url) {
        addURL(url);
    }
}
