package dev.mantissa.magics;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import dev.mantissa.lib.Source;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.precision.EffectivePrecision;
import dev.mantissa.lib.precision.Numerics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The precision in a notebook's metadata: {@code "mantissa": {"precision": "high"}} is what it
 * wants; {@code executed} beside it says in what it ran, and is never read.
 */
public final class NotebookPrecision {
    private static final String MANTISSA = "mantissa";
    private static final String PRECISION = "precision";
    private static final String EXECUTED = "executed";

    /** Names the notebook to a kernel that jupyter_server starts. */
    static final String JUPYTER = "JPY_SESSION_NAME";

    /** A larger file would hold up the start. */
    private static final long MOST_BYTES = 64L << 20;

    private NotebookPrecision() {}

    /**
     * Puts the precision that a notebook wants into force, unless a stronger source has spoken. A
     * value that is none changes nothing and is told.
     *
     * @param file its name, for the source and for messages
     */
    public static void offer(JsonObject metadata, String file, Consumer<String> told) {
        if (!(metadata.get(MANTISSA) instanceof JsonObject own) || !own.has(PRECISION)) {
            return;
        }
        JsonElement wanted = own.get(PRECISION);
        try {
            if (!(wanted instanceof JsonPrimitive text && text.isString())) {
                throw new UsageException("it must be a text, as in \"high\"");
            }
            Source source = new Source(Source.Kind.METADATA, "metadata of " + file);
            Numerics.offerNotebook(Numerics.of(text.getAsString(), source));
        } catch (UsageException wrong) {
            told.accept(
                    "%s: metadata.%s.%s = %s is not used: %s"
                            .formatted(file, MANTISSA, PRECISION, wanted, wrong.getMessage()));
        }
    }

    /** As {@link #offer} for the notebook that Jupyter says it started this kernel for. */
    static void offerFromJupyter(UnaryOperator<@Nullable String> variables, Consumer<String> told) {
        String name = variables.apply(JUPYTER);
        if (name == null || !name.endsWith(".ipynb")) {
            return;
        }
        try {
            Path file = Path.of(name);
            if (Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES) {
                offer(metadata(file), String.valueOf(file.getFileName()), told);
            }
        } catch (InvalidPathException
                | IOException
                | JsonParseException
                | IllegalStateException e) {
            told.accept(
                    "%s: its metadata could not be read (%s); no precision is taken from it."
                            .formatted(name, e.getMessage()));
        }
    }

    /** Passes over the cells, which come first and may be large. */
    private static JsonObject metadata(Path file) throws IOException {
        try (JsonReader reader = new JsonReader(Files.newBufferedReader(file))) {
            reader.beginObject();
            while (reader.hasNext()) {
                if (!reader.nextName().equals("metadata")) {
                    reader.skipValue();
                } else if (JsonParser.parseReader(reader) instanceof JsonObject metadata) {
                    return metadata;
                }
            }
        }
        return new JsonObject();
    }

    /**
     * The metadata with a record of the precision that was in force.
     *
     * @param start before the first cell
     * @param end after the last one
     */
    public static JsonObject executed(JsonObject metadata, Numerics start, Numerics end) {
        JsonObject copy = metadata.deepCopy();
        JsonObject own = copy.get(MANTISSA) instanceof JsonObject o ? o : new JsonObject();
        JsonObject record = new JsonObject();
        record.add("start", EffectivePrecision.json(start, start.device()));
        record.add("end", EffectivePrecision.json(end, end.device()));
        own.add(EXECUTED, record);
        copy.add(MANTISSA, own);
        return copy;
    }
}
