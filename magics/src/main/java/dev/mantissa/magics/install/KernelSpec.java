package dev.mantissa.magics.install;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folder by which Jupyter knows the kernel.
 *
 * @param folder {@code …/kernels/mantissa}
 */
public record KernelSpec(Path folder) {
    /** By which notebooks name the kernel. */
    public static final String NAME = "mantissa";

    private static final String FILE = "kernel.json";

    /** The place for it below one of Jupyter's data folders. */
    public static KernelSpec in(Path dataFolder) {
        Path data = dataFolder.toAbsolutePath().normalize();
        return new KernelSpec(data.resolve("kernels").resolve(NAME));
    }

    /** The one that Jupyter starts. */
    public static Optional<KernelSpec> found(JupyterFolders folders) {
        return folders.searched().stream()
                .map(KernelSpec::in)
                .filter(spec -> Files.isRegularFile(spec.file()))
                .findFirst();
    }

    /** Whether there is anything, ours or not. */
    public boolean exists() {
        return Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether this program has installed what is there. */
    public boolean isOurs() {
        try {
            return argv().contains(Distribution.KERNEL_MAIN);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Whether it was installed from that distribution, as it is now. */
    public boolean isOf(Distribution other) {
        try {
            return isOurs() && stamp(distribution()).equals(stamp(other));
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Names, sizes and times of our own jars. */
    private static List<String> stamp(Distribution distribution) throws IOException {
        List<String> stamp = new ArrayList<>();
        for (Path jar : distribution.jars()) {
            if (Distribution.isOurs(jar)) {
                stamp.add(
                        jar.getFileName()
                                + " "
                                + Files.size(jar)
                                + " "
                                + Files.getLastModifiedTime(jar).toMillis());
            }
        }
        return stamp;
    }

    public Distribution distribution() {
        return new Distribution(folder);
    }

    Path file() {
        return folder.resolve(FILE);
    }

    /**
     * The command by which Jupyter starts the kernel; it puts a file in the place of {@code
     * {connection_file}}.
     *
     * @throws IOException also if the file says something else than it should
     */
    public List<String> argv() throws IOException {
        try {
            JsonObject json = JsonParser.parseString(Files.readString(file())).getAsJsonObject();
            return json.getAsJsonArray("argv").asList().stream()
                    .map(JsonElement::getAsString)
                    .toList();
        } catch (JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | ClassCastException
                | NullPointerException invalid) {
            throw new IOException(file() + " is no kernel specification", invalid);
        }
    }

    /** The command for a distribution. */
    public static List<String> argv(Path java, Path kernelArguments) {
        return List.of(
                java.toString(),
                "@" + kernelArguments,
                Distribution.KERNEL_MAIN,
                "{connection_file}");
    }

    static void write(Path folder, List<String> argv) throws IOException {
        JsonArray words = new JsonArray();
        argv.forEach(words::add);
        JsonObject metadata = new JsonObject();
        metadata.addProperty("debugger", true);
        JsonObject json = new JsonObject();
        json.add("argv", words);
        json.addProperty("display_name", "Java (Mantissa)");
        json.addProperty("language", "java");
        json.addProperty("interrupt_mode", "message");
        json.addProperty("kernel_protocol_version", "5.5");
        json.add("metadata", metadata);
        String text =
                new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json);
        Files.writeString(folder.resolve(FILE), text + "\n");
    }
}
