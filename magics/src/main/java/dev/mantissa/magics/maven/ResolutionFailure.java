package dev.mantissa.magics.maven;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.DependencyResult;
import org.eclipse.aether.transfer.ArtifactNotFoundException;

/** Says in a sentence or two why artifacts were not found. */
final class ResolutionFailure {
    private ResolutionFailure() {}

    static String explain(DependencyResolutionException failure) {
        DependencyResult result = failure.getResult();
        List<Exception> causes = causes(result);
        List<Artifact> missing =
                result == null
                        ? List.of()
                        : result.getArtifactResults().stream()
                                .filter(r -> !r.isResolved())
                                .map(r -> r.getRequest().getArtifact())
                                .toList();
        String what =
                missing.isEmpty()
                        ? described(causes, failure)
                        : missing.stream()
                                .map(Artifact::toString)
                                .collect(Collectors.joining(", "));
        Exception transfer = causes.stream().filter(c -> !onlyMissing(c)).findFirst().orElse(null);
        if (transfer != null) {
            return ("%s could not be fetched: %s. Check the network, and the mirror and proxy in"
                            + " ~/.m2/settings.xml.")
                    .formatted(what, rootMessage(transfer));
        }
        return ("%s was not found in %s. Check group, artifact and version at"
                        + " https://central.sonatype.com, or add a repository with"
                        + " %%mavenRepo ID URL.")
                .formatted(what, places(result));
    }

    /** Why a project could not be read: a parent that is not found, say. */
    static String explain(ArtifactDescriptorException failure) {
        return "the project cannot be read: %s. Check its parent and its imports."
                .formatted(rootMessage(failure));
    }

    private static String described(List<Exception> causes, Exception failure) {
        return causes.stream()
                .filter(ArtifactDescriptorException.class::isInstance)
                .map(c -> ((ArtifactDescriptorException) c).getResult().getRequest().getArtifact())
                .map(Artifact::toString)
                .findFirst()
                .orElseGet(() -> String.valueOf(failure.getMessage()));
    }

    private static List<Exception> causes(DependencyResult result) {
        if (result == null) {
            return List.of();
        }
        return Stream.concat(
                        result.getCollectExceptions().stream(),
                        result.getArtifactResults().stream()
                                .filter(r -> !r.isResolved())
                                .map(ArtifactResult::getExceptions)
                                .flatMap(List::stream))
                .toList();
    }

    private static boolean onlyMissing(Throwable cause) {
        for (Throwable c = cause; c != null; c = c.getCause()) {
            if (c instanceof ArtifactNotFoundException) {
                return true;
            }
        }
        return false;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName()
                + " "
                + Objects.requireNonNullElse(root.getMessage(), "");
    }

    private static String places(DependencyResult result) {
        Set<String> places = new LinkedHashSet<>();
        places.add("the local repository");
        result.getRequest().getCollectRequest().getRepositories().stream()
                .map((RemoteRepository r) -> MavenResolver.described(r))
                .forEach(places::add);
        return String.join(", ", places);
    }
}
