package dev.mantissa.kernel.session;

import dev.mantissa.kernel.debug.Debugger;
import dev.mantissa.kernel.debug.ProbeWeaver;
import dev.mantissa.kernel.debug.ProbedLoader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Defines the classes of one session's cells, and finds those of jars added later. */
final class SnippetLoader extends URLClassLoader implements ProbedLoader {
    static {
        registerAsParallelCapable();
    }

    private final StopSite stopSite;
    private final SnippetWeaver weaver;
    private final Debugger debugger;
    private final ProbeWeaver probes;
    private final Map<String, byte[]> classFiles = new ConcurrentHashMap<>();
    private final Set<String> probed = ConcurrentHashMap.newKeySet();

    /** Packages that jars added later have instead of the parent. */
    private final Set<String> ownPackages = ConcurrentHashMap.newKeySet();

    /** How the addresses of what is in those jars begin. */
    private final List<String> ownPrefixes = new CopyOnWriteArrayList<>();

    /** Packages of which cells, or their libraries, have got classes of the parent. */
    private final Set<String> parentPackages = ConcurrentHashMap.newKeySet();

    SnippetLoader(ClassLoader parent, StopSite stopSite, Debugger debugger) {
        super("cells", new URL[0], parent);
        this.stopSite = stopSite;
        ClassFile classFile = SnippetWeaver.classFile(this);
        this.weaver = new SnippetWeaver(classFile);
        this.debugger = debugger;
        this.probes = new ProbeWeaver(classFile);
    }

    StopSite stopSite() {
        return stopSite;
    }

    @Override
    public Debugger debugger() {
        return debugger;
    }

    /** Makes a class known; it is woven and defined when it is first needed. */
    void add(String name, byte[] classFile) {
        classFiles.put(name, classFile);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        Class<?> own = ownPackages.contains(packageOf(name)) ? ownClass(name) : null;
        if (own != null) {
            return own;
        }
        Class<?> found = super.loadClass(name, resolve);
        if (found.getClassLoader() != this) {
            parentPackages.add(packageOf(name));
        }
        return found;
    }

    private @Nullable Class<?> ownClass(String name) {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try {
                return findClass(name);
            } catch (ClassNotFoundException e) {
                // A package may be spread over jars of both.
                return null;
            }
        }
    }

    private static String packageOf(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    /**
     * Lets the classes and other files of a jar, which is added later, come before the parent's.
     *
     * @param packages those of its classes
     * @return false, and nothing done, if some came from the parent already: two sets of the same
     *     classes would not fit together
     */
    boolean prefer(URL jar, Set<String> packages) {
        if (packages.stream().anyMatch(parentPackages::contains)) {
            return false;
        }
        ownPackages.addAll(packages);
        ownPrefixes.add("jar:" + jar + "!/");
        return true;
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = ownPrefixes.isEmpty() ? null : findResource(name);
        return own != null && ownPrefixes.stream().anyMatch(own.toString()::startsWith)
                ? own
                : super.getResource(name);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] original = classFiles.get(name);
        if (original == null) {
            return super.findClass(name);
        }
        if (debugger.isAttached()) {
            probed.add(name);
        }
        byte[] woven = woven(original);
        Class<?> defined = defineClass(name, woven, 0, woven.length);
        classFiles.remove(name);
        return defined;
    }

    /** Whether a class is not as it would be if it were loaded now. */
    boolean isOutdated(String name) {
        return debugger.isAttached() || probed.contains(name);
    }

    /** As it is defined: with probes only while somebody debugs. */
    byte[] woven(byte[] original) {
        return weaver.weave(debugger.isAttached() ? withProbes(original) : original);
    }

    private byte[] withProbes(byte[] original) {
        try {
            return probes.weave(original);
        } catch (IllegalArgumentException tooLong) {
            // It runs all the same, without a stop.
            return original;
        }
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
