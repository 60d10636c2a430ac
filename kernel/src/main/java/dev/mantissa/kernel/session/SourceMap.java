package dev.mantissa.kernel.session;

import dev.mantissa.kernel.debug.CellPlace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import org.jspecify.annotations.Nullable;

/** Leads from a class and line of compiled snippets back to the cell that they came from. */
final class SourceMap {
    private static final Pattern WRAPPER = Pattern.compile("(REPL\\.\\$JShell\\$\\d+)[A-Z]*");

    /**
     * The evaluation of one piece.
     *
     * @param snippets what JShell made of it
     * @param firstLine the line of its class on which it begins, if JShell had no part in it; else
     *     0
     * @param cell the whole cell
     */
    private record Origin(Piece piece, List<Snippet> snippets, int firstLine, String cell) {
        @Nullable SnippetWrapper wrapper(String className, SourceCodeAnalysis analysis) {
            for (Snippet snippet : snippets) {
                SnippetWrapper wrapper = analysis.wrapper(snippet);
                if (className.equals(wrapper.fullClassName())) {
                    return wrapper;
                }
            }
            return null;
        }
    }

    /** By class name without the letters of later compilations; newest last. */
    private final Map<String, List<Origin>> origins = new ConcurrentHashMap<>();

    /** By how many lines the engine's view of a class is shifted against the loaded one. */
    private final Map<String, Integer> shifts = new ConcurrentHashMap<>();

    private volatile @Nullable Origin current;
    private volatile String cell = "";

    /** Tells what cell the pieces belong to that come; gives the one before. */
    String enter(String next) {
        String before = cell;
        cell = next;
        return before;
    }

    /** Names the piece that is about to be evaluated. */
    void begin(Piece next) {
        current = new Origin(next, new CopyOnWriteArrayList<>(), 0, cell);
    }

    /** Names the piece about to be evaluated, whose text is in a class as it is, from that line. */
    void beginOnePass(Piece next, int firstLine) {
        current = new Origin(next, List.of(), firstLine, cell);
    }

    /** What is done aside. */
    interface Work {
        void run() throws Throwable;
    }

    /** Compiles something that is none of the person's, beside what they run. */
    void aside(Work work) throws Throwable {
        Origin before = current;
        current = null;
        try {
            work.run();
        } finally {
            current = before;
        }
    }

    /** Told by the engine of each snippet that it makes of the piece. */
    void made(Snippet made) {
        Origin origin = current;
        if (origin != null) {
            origin.snippets().add(made);
        }
    }

    /** Told of each class before it runs: of the piece's own, and of older ones compiled anew. */
    void loaded(String className) {
        Matcher name = WRAPPER.matcher(className);
        if (name.matches() && current != null) {
            origins.computeIfAbsent(name.group(1), _ -> new CopyOnWriteArrayList<>()).add(current);
        }
    }

    /** Told that the engine compiled a class anew, and that the loaded one stays. */
    void shifted(String className, int lines) {
        shifts.put(className, lines);
    }

    /** The text of the piece evaluated last. */
    String currentSource() {
        Origin origin = current;
        return origin == null ? "" : origin.piece().source();
    }

    /** The class of the snippet around a class; the name itself if it is none of a snippet. */
    static String wrapperOf(String className) {
        Matcher name = WRAPPER.matcher(className);
        return name.lookingAt() ? name.group() : className;
    }

    /** The class of the first compilation of a snippet, of which this is the class. */
    static String snippetOf(String wrapper) {
        Matcher name = WRAPPER.matcher(wrapper);
        return name.matches() ? name.group(1) : wrapper;
    }

    /** Where the piece begins that was evaluated last, or null. */
    JavaText.@Nullable Spot latest() {
        Origin origin = current;
        return origin == null ? null : beginning(origin.piece(), 0);
    }

    static boolean isSnippet(String className) {
        return WRAPPER.matcher(className).lookingAt();
    }

    /** The place in a cell of a line of a compiled snippet, or null if it is unknown. */
    JavaText.@Nullable Spot spot(String className, int wrappedLine, SourceCodeAnalysis analysis) {
        Matcher name = WRAPPER.matcher(className);
        if (!name.lookingAt() || wrappedLine < 1) {
            return null;
        }
        for (Origin origin : origins.getOrDefault(name.group(1), List.of()).reversed()) {
            if (origin.firstLine() > 0) {
                return beginning(
                        origin.piece(),
                        lineStart(origin.piece().source(), wrappedLine - origin.firstLine() + 1));
            }
            SnippetWrapper wrapper = origin.wrapper(name.group(), analysis);
            if (wrapper != null) {
                int line = wrappedLine + shifts.getOrDefault(name.group(), 0);
                return spot(origin.piece(), wrapper, line);
            }
        }
        return null;
    }

    /**
     * The line of a cell that a line of a compiled snippet is; null for one that no person wrote.
     */
    @Nullable CellPlace place(
            String className, int wrappedLine, Supplier<SourceCodeAnalysis> analysis) {
        Matcher name = WRAPPER.matcher(className);
        if (!name.lookingAt() || wrappedLine < 1) {
            return null;
        }
        for (Origin origin : origins.getOrDefault(name.group(1), List.of()).reversed()) {
            WrittenLines lines = null;
            int line = wrappedLine;
            if (origin.firstLine() > 0) {
                lines = WrittenLines.asTheyAre(origin.piece(), origin.firstLine());
            } else {
                SnippetWrapper wrapper = origin.wrapper(name.group(), analysis.get());
                if (wrapper != null) {
                    lines = WrittenLines.wrapped(origin.piece(), wrapper);
                    line += shifts.getOrDefault(name.group(), 0);
                }
            }
            if (lines != null) {
                int position = lines.position(line);
                return position < 0
                        ? null
                        : new CellPlace(origin.cell(), origin.piece().spot(position).line());
            }
        }
        return null;
    }

    private static JavaText.Spot spot(Piece piece, SnippetWrapper wrapper, int wrappedLine) {
        String wrapped = wrapper.wrapped();
        int at = lineStart(wrapped, wrappedLine);
        while (at < wrapped.length() && wrapped.charAt(at) == ' ') {
            at++;
        }
        int length = piece.source().length();
        return beginning(piece, Math.clamp(wrapper.wrappedToSourcePosition(at), 0, length));
    }

    /** Where a line begins, counted from 1. */
    static int lineStart(String text, int number) {
        int at = 0;
        for (int line = 1; line < number; line++) {
            at = text.indexOf('\n', at) + 1;
        }
        return at;
    }

    private static JavaText.Spot beginning(Piece piece, int from) {
        String source = piece.source();
        int position = from;
        while (position < source.length() - 1 && Character.isWhitespace(source.charAt(position))) {
            position++;
        }
        return piece.spot(position);
    }
}
