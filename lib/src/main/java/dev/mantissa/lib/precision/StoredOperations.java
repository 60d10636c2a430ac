package dev.mantissa.lib.precision;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Operations that multiply nothing but whose results a policy may store: softmax and norms. */
public final class StoredOperations {
    private static final Map<String, Role> ROLES =
            Stream.of(
                            roles(Role.SOFTMAX, "softmax", "log_softmax"),
                            roles(Role.NORM, "batchnorm", "layer_norm", "lrn", "standardize"),
                            Map.of(
                                    "local_response_normalization", Role.NORM,
                                    "fused_batch_norm", Role.NORM))
                    .flatMap(roles -> roles.entrySet().stream())
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private StoredOperations() {}

    /** The role of the operation of that name; null if it is none of these. */
    static @Nullable Role role(String name) {
        return ROLES.get(name);
    }

    /** True for one of these. */
    public static boolean contains(String name) {
        return ROLES.containsKey(name);
    }

    /** Each operation and its gradient. */
    private static Map<String, Role> roles(Role role, String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(name, name + "_bp"))
                .collect(Collectors.toMap(name -> name, name -> role));
    }
}
