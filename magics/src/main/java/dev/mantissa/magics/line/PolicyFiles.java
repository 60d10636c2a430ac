package dev.mantissa.magics.line;

import dev.mantissa.kernel.notebook.AtomicFile;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.nd4j.OperationNames;
import dev.mantissa.lib.precision.PrecisionPolicy;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Policies in files: an entry on each line, {@code #} before a comment. */
final class PolicyFiles {
    private static final String HEADER =
            "# Precision policy of Mantissa: %precision load reads it.";
    private static final long MOST_BYTES = 1L << 20;

    private PolicyFiles() {}

    /**
     * Writes a policy.
     *
     * @throws UsageException if the file exists and is no policy, or cannot be written
     */
    static void save(Path file, PrecisionPolicy policy) {
        if (Files.exists(file) && !isPolicy(file)) {
            throw new UsageException(
                    "'%s' is there already and holds no policy, so it is not replaced. Give another name."
                            .formatted(file));
        }
        String text = HEADER + "\n" + policy.toString().replace(' ', '\n') + "\n";
        try {
            AtomicFile.write(file, text);
        } catch (IOException trouble) {
            throw new UsageException(
                    "'%s' cannot be written (%s). Give another name or folder."
                            .formatted(file, trouble.getMessage()));
        }
    }

    private static boolean isPolicy(Path file) {
        try {
            return Files.isRegularFile(file)
                    && Files.size(file) <= MOST_BYTES
                    && Files.readString(file).startsWith(HEADER);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * Reads a policy.
     *
     * @throws UsageException naming the file, and the line that is wrong
     */
    static PrecisionPolicy load(Path file) {
        List<String> lines = lines(file).stream().map(PolicyFiles::withoutComment).toList();
        try {
            return read(String.join(" ", lines));
        } catch (UsageException wrong) {
            throw new UsageException(file + place(lines, wrong) + ": " + wrong.getMessage());
        }
    }

    private static PrecisionPolicy read(String text) {
        for (String word : text.split("\\s+")) {
            OperationNames.check(word);
        }
        return PrecisionPolicy.parse(text);
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) > MOST_BYTES) {
                throw new UsageException("'%s' is too large for a policy.".formatted(file));
            }
            return Files.readString(file).replaceFirst("^\uFEFF", "").lines().toList();
        } catch (NoSuchFileException absent) {
            throw new UsageException(
                    "there is no file '%s'. %%precision save FILE makes one.".formatted(file));
        } catch (MalformedInputException binary) {
            throw new UsageException("'%s' is not UTF-8 text.".formatted(file));
        } catch (IOException trouble) {
            throw new UsageException(
                    "'%s' cannot be read (%s).".formatted(file, trouble.getMessage()));
        }
    }

    private static String withoutComment(String line) {
        return line.replaceFirst("(^|\\s)#.*", "").strip();
    }

    /** The first line that is wrong for the same reason. */
    private static String place(List<String> lines, UsageException wrong) {
        for (int i = 0; i < lines.size(); i++) {
            try {
                if (!lines.get(i).isEmpty()) {
                    read(lines.get(i));
                }
            } catch (UsageException same) {
                if (String.valueOf(same.getMessage()).equals(wrong.getMessage())) {
                    return " line " + (i + 1);
                }
            }
        }
        return "";
    }

    /** The path that a person typed; {@code ~} is the home folder. */
    static Path path(String typed) {
        try {
            return Path.of(Globs.home(typed));
        } catch (InvalidPathException wrong) {
            throw new UsageException("'%s' is no name of a file.".formatted(typed));
        }
    }
}
