package dev.mantissa.kernel.session;

import dev.mantissa.kernel.display.Renderers;
import dev.mantissa.kernel.magic.Magic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session starts with.
 *
 * @param imports what every cell sees, as after the word import: {@code java.util.*} or {@code
 *     static java.lang.Math.*}
 * @param classPath jars and class folders beside those of this JVM
 * @param firstSeen the jars and folders of this JVM's class path that the compiler sees at first;
 *     it sees the others when a cell does not compile without them. Empty for all of them at once
 * @param magics the catalogue of magics
 * @param renderers how values are shown
 * @param startup Java that runs before the first cell
 * @param onInterrupt called at each interrupt, before the thread's interrupt flag is set
 * @param compilerOptions such as {@code --add-modules} and a module's name
 * @param parent finds the classes that cells may use
 */
public record SessionConfig(
        List<String> imports,
        List<Path> classPath,
        List<Path> firstSeen,
        List<Magic> magics,
        Renderers renderers,
        List<String> startup,
        List<Runnable> onInterrupt,
        List<String> compilerOptions,
        ClassLoader parent) {

    /** A builder with the JDK's usual imports and nothing else. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects a configuration. */
    public static final class Builder {
        private final List<String> imports =
                new ArrayList<>(
                        List.of(
                                // JShell knows them all by the first, which a cell never repeats.
                                "static dev.mantissa.kernel.session.Printing.*",
                                "java.io.*",
                                "java.math.*",
                                "java.nio.file.*",
                                "java.util.*",
                                "java.util.function.*",
                                "java.util.stream.*",
                                // None of a single type: a cell's own of that name would clash.
                                "dev.mantissa.kernel.comm.*",
                                "dev.mantissa.kernel.display.*",
                                "dev.mantissa.kernel.magic.*",
                                "static dev.mantissa.kernel.display.Display.*",
                                // Calls, and what notebooks of other kernels know it by.
                                "static io.github.spencerpark.ijava.IJava.*"));
        private final List<Path> classPath = new ArrayList<>();
        private final List<Path> firstSeen = new ArrayList<>();
        private final List<Magic> magics = new ArrayList<>();
        private final List<String> startup = new ArrayList<>();
        private final List<Runnable> onInterrupt = new ArrayList<>();
        private final List<String> compilerOptions = new ArrayList<>();
        private Renderers renderers = new Renderers();
        private ClassLoader parent = SessionConfig.class.getClassLoader();

        private Builder() {}

        /** Adds imports. */
        public Builder imports(String... names) {
            imports.addAll(List.of(names));
            return this;
        }

        public Builder classPath(List<Path> paths) {
            classPath.addAll(paths);
            return this;
        }

        /** Restricts what the compiler sees at first. */
        public Builder firstSeen(List<Path> paths) {
            firstSeen.addAll(paths);
            return this;
        }

        public Builder magics(List<? extends Magic> catalogue) {
            magics.addAll(catalogue);
            return this;
        }

        public Builder renderers(Renderers all) {
            renderers = all;
            return this;
        }

        /** Adds Java that runs before the first cell. */
        public Builder startup(String code) {
            startup.add(code);
            return this;
        }

        public Builder onInterrupt(Runnable hook) {
            onInterrupt.add(hook);
            return this;
        }

        public Builder compilerOptions(String... options) {
            compilerOptions.addAll(List.of(options));
            return this;
        }

        public Builder parent(ClassLoader loader) {
            parent = loader;
            return this;
        }

        public SessionConfig build() {
            return new SessionConfig(
                    List.copyOf(imports),
                    List.copyOf(classPath),
                    List.copyOf(firstSeen),
                    List.copyOf(magics),
                    renderers,
                    List.copyOf(startup),
                    List.copyOf(onInterrupt),
                    List.copyOf(compilerOptions),
                    parent);
        }
    }
}
