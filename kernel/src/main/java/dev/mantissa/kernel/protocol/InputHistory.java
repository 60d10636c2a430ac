package dev.mantissa.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was run, in this session and in those before it: in a file that all kernels of a person
 * share. Without a file that can be written, this session's cells are known all the same.
 */
public final class InputHistory {
    private static final int MOST_OUTPUT_CHARS = 10_000;

    private final @Nullable HistoryFile file;
    private final List<HistoryEntry> own = new ArrayList<>();

    /** The number of this session; 0 as long as that was not looked up. */
    private int session;

    private boolean told;

    /**
     * @param file where it is kept, or null to keep it for this session alone
     */
    public InputHistory(@Nullable Path file) {
        this.file = file == null ? null : new HistoryFile(file, HistoryFile.MOST_BYTES);
    }

    private InputHistory(HistoryFile file) {
        this.file = file;
    }

    static InputHistory in(HistoryFile file) {
        return new InputHistory(file);
    }

    /** The usual file of the person: {@code mantissa/history.jsonl} below the data folder. */
    public static Path usualFile() {
        String data = System.getenv("XDG_DATA_HOME");
        Path folder =
                data == null || data.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".local", "share")
                        : Path.of(data);
        return folder.resolve("mantissa").resolve("history.jsonl");
    }

    /** Adds a cell that was run. */
    synchronized void add(int line, String input, @Nullable String output) {
        begin();
        String kept =
                output != null && output.length() > MOST_OUTPUT_CHARS
                        ? output.substring(0, MOST_OUTPUT_CHARS)
                        : output;
        HistoryEntry entry = new HistoryEntry(session, line, input, kept);
        own.add(entry);
        append(entry);
    }

    /** A failure costs the entry in the file alone: history must not disturb work. */
    private void append(HistoryEntry entry) {
        if (file != null) {
            try {
                file.append(entry);
            } catch (IOException e) {
                tell(file, e);
            }
        }
    }

    /** Once, to the log of the one who started the kernel: a cell is not the place for it. */
    private void tell(HistoryFile file, IOException e) {
        if (!told) {
            told = true;
            System.err.printf(
                    "mantissa: the history of cells is kept for this session alone: %s cannot be written (%s).%n",
                    file.path(), e);
        }
    }

    /**
     * Takes the number after that of the file's last session. Only the end of the file is read: a
     * cell waits for this.
     */
    private void begin() {
        if (session == 0) {
            List<HistoryEntry> last = file == null ? List.of() : file.last(1);
            session = 1 + last.stream().mapToInt(HistoryEntry::session).max().orElse(0);
        }
    }

    /** The content of a {@code history_reply}. */
    synchronized JsonObject reply(JsonObject request) {
        begin();
        List<HistoryEntry> found =
                switch (Json.text(request, "hist_access_type", "tail")) {
                    case "range" -> range(request);
                    case "search" -> search(request);
                    default -> tail(Math.max(0, Json.number(request, "n", 10)));
                };
        boolean output = Json.flag(request, "output", false);
        JsonArray history = new JsonArray();
        for (HistoryEntry e : found) {
            JsonArray entry = new JsonArray();
            entry.add(e.session());
            entry.add(e.line());
            if (output) {
                JsonArray pair = new JsonArray();
                pair.add(e.input());
                pair.add(e.output());
                entry.add(pair);
            } else {
                entry.add(e.input());
            }
            history.add(entry);
        }
        return Json.object("status", "ok", "history", history);
    }

    private List<HistoryEntry> tail(int n) {
        List<HistoryEntry> all = new ArrayList<>();
        if (file != null && n > own.size()) {
            all.addAll(file.last(n - own.size()));
        }
        all.addAll(own);
        return last(all, n);
    }

    private static List<HistoryEntry> last(List<HistoryEntry> all, int n) {
        return all.subList(Math.max(0, all.size() - Math.max(0, n)), all.size());
    }

    /** Of the sessions before this one and of this one. */
    private List<HistoryEntry> all(Predicate<HistoryEntry> wanted) {
        List<HistoryEntry> found = new ArrayList<>();
        if (file != null) {
            file.each(e -> {
                if (wanted.test(e)) {
                    found.add(e);
                }
            });
        }
        own.stream().filter(wanted).forEach(found::add);
        return found;
    }

    /** Session 0 is this one, negative numbers count back from it. */
    private List<HistoryEntry> range(JsonObject request) {
        int asked = Json.number(request, "session", 0);
        int number = asked > 0 ? asked : session + asked;
        int start = Json.number(request, "start", 0);
        int stop = Json.number(request, "stop", Integer.MAX_VALUE);
        return all(e -> e.session() == number && e.line() >= start && e.line() < stop);
    }

    private List<HistoryEntry> search(JsonObject request) {
        Predicate<String> glob = glob(Json.text(request, "pattern", "*"));
        List<HistoryEntry> found = all(e -> glob.test(e.input()));
        if (Json.flag(request, "unique", false)) {
            Map<String, HistoryEntry> latest = new LinkedHashMap<>();
            for (HistoryEntry e : found) {
                latest.remove(e.input());
                latest.put(e.input(), e);
            }
            found = new ArrayList<>(latest.values());
        }
        return last(found, Json.number(request, "n", Integer.MAX_VALUE));
    }

    /** {@code *} and {@code ?} stand for any text and any character. */
    private static Predicate<String> glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
    }
}
