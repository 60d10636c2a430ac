package dev.mantissa.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was run, in this session and in those before it: a line of JSON for each cell in a file that
 * all kernels of a person share. Without a file that can be written, this session's cells are known
 * all the same.
 */
public final class InputHistory {
    private static final int MOST_OUTPUT_CHARS = 10_000;
    private static final int MOST_FILE_BYTES = 20 << 20;
    private static final long TAIL_BYTES = 16 << 10;

    private record Entry(int session, int line, String input, @Nullable String output) {}

    private final @Nullable Path file;
    private final List<Entry> own = new ArrayList<>();
    private int session = 1;

    /** How long the file was before this session; -1 as long as that was not looked up. */
    private long before = -1;

    private @Nullable List<Entry> earlier;
    private boolean told;

    /**
     * @param file where it is kept, or null to keep it for this session alone
     */
    public InputHistory(@Nullable Path file) {
        this.file = file;
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
        Entry entry = new Entry(session, line, input, kept);
        own.add(entry);
        append(entry);
    }

    /** A failure costs the entry in the file alone: history must not disturb work. */
    private void append(Entry entry) {
        if (file == null) {
            return;
        }
        byte[] text =
                (Json.object(
                                        "session", entry.session(),
                                        "line", entry.line(),
                                        "input", entry.input(),
                                        "output", entry.output())
                                + "\n")
                        .getBytes(StandardCharsets.UTF_8);
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel =
                            FileChannel.open(
                                    file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    FileLock _ = channel.lock()) {
                if (channel.size() < MOST_FILE_BYTES) {
                    append(channel, ByteBuffer.wrap(text));
                }
            }
        } catch (IOException e) {
            tell(e);
        }
    }

    /** Appends a whole line or nothing. */
    private static void append(FileChannel channel, ByteBuffer line) throws IOException {
        long end = channel.size();
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
    }

    /** Once, to the log of the one who started the kernel: a cell is not the place for it. */
    private void tell(IOException e) {
        if (!told) {
            told = true;
            System.err.printf(
                    "mantissa: the history of cells is kept for this session alone: %s cannot be written (%s).%n",
                    file, e);
        }
    }

    /**
     * Takes the number after that of the file's last session. Only the end of the file is read: a
     * cell waits for this.
     */
    private void begin() {
        if (before >= 0) {
            return;
        }
        before = 0;
        if (file == null || !Files.isRegularFile(file)) {
            return;
        }
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            before = channel.size();
            List<Entry> last = List.of();
            for (long tail = TAIL_BYTES; last.isEmpty(); tail *= 4) {
                last = entries(channel, Math.max(0, before - tail));
                if (tail >= before) {
                    break;
                }
            }
            session = 1 + last.stream().mapToInt(Entry::session).max().orElse(0);
            endLine(channel);
        } catch (IOException e) {
            // What cannot be read is not there.
            return;
        }
    }

    /** A line that a crash cut short must not take the next one with it. */
    private void endLine(FileChannel channel) throws IOException {
        ByteBuffer end = ByteBuffer.allocate(1);
        if (channel.read(end, Math.max(0, before - 1)) == 1 && end.get(0) != '\n') {
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}), before);
        }
    }

    /** The entries from a place of the file to where this session began. */
    private List<Entry> entries(FileChannel channel, long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(before - from));
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            continue;
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                .lines()
                .map(InputHistory::parse)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The sessions before this one, read when first asked for. */
    private List<Entry> earlier() {
        List<Entry> known = earlier;
        if (known == null) {
            begin();
            known = List.of();
            if (file != null && before > 0) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                    known = entries(channel, 0);
                } catch (IOException e) {
                    // What cannot be read is not there.
                    known = List.of();
                }
            }
            earlier = known;
        }
        return known;
    }

    private static @Nullable Entry parse(String line) {
        try {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            String output = json.get("output").isJsonNull() ? null : Json.text(json, "output", "");
            return new Entry(
                    Json.number(json, "session", 0),
                    Json.number(json, "line", 0),
                    Json.text(json, "input", ""),
                    output);
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            // A line that a crash cut short.
            return null;
        }
    }

    /** The content of a {@code history_reply}. */
    synchronized JsonObject reply(JsonObject request) {
        List<Entry> all = new ArrayList<>(earlier());
        all.addAll(own);
        List<Entry> found =
                switch (Json.text(request, "hist_access_type", "tail")) {
                    case "range" -> range(all, request);
                    case "search" -> search(all, request);
                    default -> last(all, Json.number(request, "n", 10));
                };
        boolean output = Json.flag(request, "output", false);
        JsonArray history = new JsonArray();
        for (Entry e : found) {
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

    private static List<Entry> last(List<Entry> all, int n) {
        return all.subList(Math.max(0, all.size() - Math.max(0, n)), all.size());
    }

    /** Session 0 is this one, negative numbers count back from it. */
    private List<Entry> range(List<Entry> all, JsonObject request) {
        int asked = Json.number(request, "session", 0);
        int number = asked > 0 ? asked : session + asked;
        int start = Json.number(request, "start", 0);
        int stop = Json.number(request, "stop", Integer.MAX_VALUE);
        return all.stream()
                .filter(e -> e.session() == number && e.line() >= start && e.line() < stop)
                .toList();
    }

    private static List<Entry> search(List<Entry> all, JsonObject request) {
        Predicate<String> glob = glob(Json.text(request, "pattern", "*"));
        List<Entry> found = all.stream().filter(e -> glob.test(e.input())).toList();
        if (Json.flag(request, "unique", false)) {
            Map<String, Entry> latest = new LinkedHashMap<>();
            for (Entry e : found) {
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
