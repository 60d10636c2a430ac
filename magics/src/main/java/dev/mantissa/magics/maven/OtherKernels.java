package dev.mantissa.magics.maven;

import java.util.Set;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.DependencyCollectionContext;
import org.eclipse.aether.collection.DependencySelector;
import org.eclipse.aether.graph.Dependency;
import org.jspecify.annotations.Nullable;

/**
 * The libraries of the IJava and JJava kernels themselves. This kernel has their classes, so that
 * they are neither looked for nor added: some were never published, others would be a second set of
 * the same names.
 */
final class OtherKernels {
    private static final Set<String> GROUPS = Set.of("io.github.spencerpark", "org.dflib.jjava");

    private OtherKernels() {}

    static boolean isReplaced(Artifact artifact) {
        return GROUPS.contains(artifact.getGroupId());
    }

    /** Selects what another selector does, but for these. */
    static DependencySelector without(@Nullable DependencySelector selector) {
        return new Selector(selector);
    }

    private record Selector(@Nullable DependencySelector selector) implements DependencySelector {
        @Override
        public boolean selectDependency(Dependency dependency) {
            return !isReplaced(dependency.getArtifact())
                    && (selector == null || selector.selectDependency(dependency));
        }

        @Override
        public DependencySelector deriveChildSelector(DependencyCollectionContext context) {
            return new Selector(selector == null ? null : selector.deriveChildSelector(context));
        }
    }
}
