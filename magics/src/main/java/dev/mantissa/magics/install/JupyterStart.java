package dev.mantissa.magics.install;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How Jupyter is started.
 *
 * @param command the program and its arguments
 * @param notes what a person should know
 */
public record JupyterStart(List<String> command, List<String> notes) {
    /**
     * The arguments that this machine asks for, then those of the person.
     *
     * @param environment as of {@link System#getenv()}
     */
    public static JupyterStart of(
            Path jupyter, List<String> arguments, Map<String, String> environment, boolean root) {
        List<String> command = new ArrayList<>(List.of(jupyter.toString()));
        List<String> notes = new ArrayList<>();
        if (root && !arguments.contains("--allow-root")) {
            command.add("--allow-root");
            notes.add(
                    "Jupyter runs as root, which it refuses unless told: --allow-root was added.");
        }
        boolean screen =
                !environment.getOrDefault("DISPLAY", "").isEmpty()
                        || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty()
                        || System.getProperty("os.name").startsWith("Mac");
        if (!screen && !arguments.contains("--no-browser")) {
            command.add("--no-browser");
            notes.add(
                    "There is no screen here: open the address that Jupyter prints in a browser.");
        }
        command.addAll(arguments);
        return new JupyterStart(List.copyOf(command), List.copyOf(notes));
    }

    /** A line of shell that becomes the program, in that folder. */
    public String shell(Path folder) {
        return "cd "
                + quoted(folder.toString())
                + " && exec "
                + command.stream().map(JupyterStart::quoted).collect(Collectors.joining(" "))
                + "\n";
    }

    /** Between single quotes nothing is special to a shell but themselves. */
    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
