package dev.mantissa.magics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** A library of one class, whose method {@code named()} gives the name of its jar. */
record Library(String packageName, String className) {
    /** Makes the jar, with a notice in it that is that name too. */
    Path inJar(Path jar) throws IOException {
        Path classes = Files.createTempDirectory(jar.getParent(), "classes");
        String name = jar.getFileName().toString();
        Path source = classes.resolve(className + ".java");
        Files.writeString(
                source,
                "package %s; public class %s { public static String named() { return \"%s\"; } }"
                        .formatted(packageName, className, name));
        assertThat(
                        ToolProvider.getSystemJavaCompiler()
                                .run(null, null, null, "-d", classes.toString(), source.toString()))
                .isZero();
        String path = packageName.replace('.', '/') + "/" + className + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            put(out, path, Files.readAllBytes(classes.resolve(path)));
            put(out, "META-INF/NOTICE.txt", name.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
