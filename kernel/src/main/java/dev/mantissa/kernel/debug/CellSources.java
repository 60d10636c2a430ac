package dev.mantissa.kernel.debug;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The paths of cells. No such files exist: a front end computes the same path from the text of a
 * cell, and so finds it in the notebook.
 */
final class CellSources {
    static final String METHOD = "Murmur2";
    static final long SEED = 0xc70f6907L;
    static final String SUFFIX = ".jsh";
    private static final int REMEMBERED = 10_000;

    private final String prefix =
            Path.of(System.getProperty("java.io.tmpdir"))
                            .resolve("mantissa_" + ProcessHandle.current().pid())
                            .toAbsolutePath()
                    + File.separator;
    private final Map<String, String> codes =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /** What all paths begin with; another one in each process. */
    String prefix() {
        return prefix;
    }

    /** The path of a cell, whose text is known from then on. */
    synchronized String add(String code) {
        int hash = Murmur2.hash(code.getBytes(StandardCharsets.UTF_8), (int) SEED);
        String path = prefix + Integer.toUnsignedString(hash) + SUFFIX;
        codes.put(path, code);
        return path;
    }

    /** The text of the cell with that path, or null if it is unknown. */
    synchronized @Nullable String code(String path) {
        return codes.get(path);
    }
}
