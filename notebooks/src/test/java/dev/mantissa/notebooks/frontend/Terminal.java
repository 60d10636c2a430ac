package dev.mantissa.notebooks.frontend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A terminal with a program in it, kept by a tmux server of its own. */
final class Terminal implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final FrontEndHome home;
    private final List<String> tmux;

    private Terminal(FrontEndHome home, Path program) {
        this.home = home;
        // The configuration is an empty one: a person's own may bind keys.
        this.tmux =
                List.of(
                        program.toString(),
                        "-S",
                        home.folder().resolve("tmux").toString(),
                        "-f",
                        "/dev/null");
    }

    static Terminal with(FrontEndHome home, Path tmux, String command) {
        Terminal terminal = new Terminal(home, tmux);
        terminal.call(
                "set-option",
                "-g",
                "remain-on-exit",
                "on",
                ";",
                "new-session",
                "-d",
                "-x",
                "110",
                "-y",
                "60",
                command);
        return terminal;
    }

    /** Types a text, key by key. */
    void type(String text) {
        // A semicolon at the end of an argument would separate two commands of tmux.
        call("send-keys", "-l", "--", text.replaceAll(";$", "\\\\;"));
    }

    /** Presses a key, by tmux's name for it. */
    void press(String key) {
        call("send-keys", key);
    }

    String screen() {
        return call("capture-pane", "-p");
    }

    /** Waits until the screen shows a match. */
    void await(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        Await.until(pattern, LIMIT, () -> wanted.matcher(screen()).find(), this::screen);
    }

    /** Waits until the program has ended. */
    void awaitEnd() {
        Await.until(
                "the program ends",
                LIMIT,
                () -> call("list-panes", "-F", "#{pane_dead}").strip().equals("1"),
                this::screen);
    }

    private String call(String... arguments) {
        List<String> command = new ArrayList<>(tmux);
        command.addAll(List.of(arguments));
        var ended = home.run(command);
        if (!ended.ok()) {
            throw new AssertionError(String.join(" ", command) + ": " + ended.output());
        }
        return ended.output();
    }

    @Override
    public void close() {
        call("kill-server");
    }
}
