package dev.mantissa.lib.precision;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an operation is for in a network; a policy may give each role a mode of its own. */
public enum Role {
    ATTENTION(null),
    /** The scores of attention, q · kᵀ. */
    QK(ATTENTION),
    /** The weighted sum of attention, weights · v. */
    AV(ATTENTION),
    MLP(null),
    EMBED(null),
    NORM(null),
    SOFTMAX(null),
    CONV(null),
    LM_HEAD(null),
    VAE(null),
    UNET(null),
    CLIP(null),
    KV(null),
    GRAD(null),
    MASTER(null);

    private final @Nullable Role part;

    Role(@Nullable Role part) {
        this.part = part;
    }

    /** As written in a policy: "lm_head". */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True if this is {@code other} or a part of it. */
    public boolean isWithin(Role other) {
        return this == other || part == other;
    }

    static Optional<Role> find(String label) {
        return Arrays.stream(values()).filter(r -> r.label().equalsIgnoreCase(label)).findFirst();
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Role::label).toList();
    }
}
