package dev.mantissa.kernel.magic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parsed magic.
 *
 * @param name without percent signs
 * @param text everything after the name, trimmed
 * @param words {@code text} split at blanks, quotes respected and removed
 * @param body the rest of the cell for {@code %%name}, null for a line
 */
public record MagicLine(String name, String text, List<String> words, @Nullable String body) {}
