package dev.mantissa.lib.precision;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an operation is for in a network; a policy may give each role a mode of its own. */
public enum Role {
    ATTENTION(null),
    /** The scores of attention, q · kᵀ. */
    QK(ATTENTION),
    /** The weighted sum of attention, weights · v. */
    AV(ATTENTION),
    /** Feed-forward layers, the output layer of a network included. */
    MLP(null),
    EMBED(null),
    NORM(null),
    SOFTMAX(null),
    CONV(null),
    /** Fully connected layers: a weight matrix times activations, outside attention. */
    DENSE(null),
    /** The layer that makes the logits; narrower than mlp and dense. */
    LM_HEAD(null),
    /** Layers that step through a sequence with a state. */
    RECURRENT(null),
    VAE(null),
    UNET(null),
    CLIP(null),
    KV(null),
    /** The products of backpropagation. */
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

    /** True if it is narrower than another role. */
    boolean isNarrow() {
        return part != null || this == LM_HEAD;
    }

    /** The roles that the name of an operation tells: "conv2d" is a convolution. */
    public static Set<Role> ofOperation(String name) {
        if (name.contains("attention")) {
            return Set.of(ATTENTION);
        }
        if (name.contains("conv")) {
            return Set.of(CONV);
        }
        Role stored = StoredOperations.role(name);
        return stored == null ? Set.of() : Set.of(stored);
    }

    static Optional<Role> find(String label) {
        return Arrays.stream(values()).filter(r -> r.label().equalsIgnoreCase(label)).findFirst();
    }

    /** Every label. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Role::label).toList();
    }
}
