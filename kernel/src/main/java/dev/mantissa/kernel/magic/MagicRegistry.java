package dev.mantissa.kernel.magic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The magics of one session by name. Thread-safe. */
public final class MagicRegistry {
    private final Map<String, Magic> magics = new ConcurrentSkipListMap<>();
    private final Map<String, String> aliases = new ConcurrentSkipListMap<>();

    public MagicRegistry(Collection<? extends Magic> catalogue) {
        catalogue.forEach(this::register);
    }

    /** Adds a magic; one of the same name is replaced. */
    public void register(Magic magic) {
        String name = Objects.requireNonNull(magic.name(), "name");
        if (!name.matches("[A-Za-z_][A-Za-z0-9_-]*")) {
            throw new IllegalArgumentException(
                    "magic name '%s': a name is letters, digits, '_' and '-', and begins with a letter. Choose one such as 'mymagic', without the percent sign."
                            .formatted(name));
        }
        magics.put(name, magic);
        magic.aliases().forEach(alias -> aliases.put(alias, name));
    }

    /** The magic that has this name, or else this alias. */
    public Optional<Magic> find(String name) {
        Magic named = magics.get(name);
        String known = named == null ? aliases.get(name) : null;
        return Optional.ofNullable(known == null ? named : magics.get(known));
    }

    /** All magics, ordered by name. */
    public List<Magic> all() {
        return new ArrayList<>(magics.values());
    }

    /**
     * The magic of that name and kind.
     *
     * @throws IllegalArgumentException naming the nearest match and what there is
     */
    public Magic require(String name, Magic.Kind kind) {
        String sign = sign(kind);
        Magic magic = find(name).orElseThrow(() -> unknown(name, kind));
        if (!magic.kinds().contains(kind)) {
            Magic.Kind other = kind == Magic.Kind.LINE ? Magic.Kind.CELL : Magic.Kind.LINE;
            throw new IllegalArgumentException(
                    "%s%s: '%s' is a %s magic. Write %s%s%s; %s%s? shows its help."
                            .formatted(
                                    sign,
                                    name,
                                    name,
                                    other == Magic.Kind.CELL ? "cell" : "line",
                                    sign(other),
                                    name,
                                    other == Magic.Kind.CELL
                                            ? " on the first line of a cell, the body below"
                                            : "",
                                    "%",
                                    name));
        }
        return magic;
    }

    private IllegalArgumentException unknown(String name, Magic.Kind kind) {
        List<String> names =
                magics.values().stream()
                        .filter(m -> m.kinds().contains(kind))
                        .map(m -> sign(kind) + m.name())
                        .toList();
        String nearest =
                nearest(name, magics.keySet())
                        .map(n -> " Did you mean '%s%s'?".formatted(sign(kind), n))
                        .orElse("");
        return new IllegalArgumentException(
                "%s%s: unknown magic '%s'.%s Known: %s."
                        .formatted(
                                sign(kind),
                                name,
                                name,
                                nearest,
                                names.isEmpty() ? "none" : String.join(", ", names)));
    }

    private static String sign(Magic.Kind kind) {
        return kind == Magic.Kind.LINE ? "%" : "%%";
    }

    /** The name that a person probably meant, if one is near. */
    static Optional<String> nearest(String name, Collection<String> names) {
        var byDistance = new TreeMap<Integer, String>();
        for (String candidate : names) {
            int distance = distance(name.toLowerCase(), candidate.toLowerCase());
            if (distance <= Math.max(1, name.length() / 3)) {
                byDistance.putIfAbsent(distance, candidate);
            }
        }
        if (byDistance.isEmpty()) {
            return names.stream().filter(n -> name.length() > 1 && n.startsWith(name)).findFirst();
        }
        return Optional.of(byDistance.firstEntry().getValue());
    }

    /** Edits between two words; two neighbours swapped count as one. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + same);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
