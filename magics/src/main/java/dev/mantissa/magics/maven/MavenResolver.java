package dev.mantissa.magics.maven;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.ContextOverrides.AddRepositoriesOp;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * Finds artifacts with all that they need at run time. Mirrors, proxies, credentials and the place
 * of the local repository come from the person's Maven settings; what is there already is not
 * fetched again.
 */
public final class MavenResolver {
    private final Optional<Path> localRepository;
    private final List<RemoteRepository> added = new ArrayList<>();

    /** With the local repository of the person's Maven. */
    public MavenResolver() {
        this(Optional.empty());
    }

    /** With a local repository elsewhere. */
    public MavenResolver(Optional<Path> localRepository) {
        this.localRepository = localRepository;
    }

    /** Also looks here from now on; one of the same id, "central" too, is replaced. */
    public void addRepository(String id, String url) {
        added.removeIf(r -> r.getId().equals(id));
        added.add(new RemoteRepository.Builder(id, "default", url).build());
    }

    /** Everywhere it looks, as "id (url)". */
    public List<String> repositories() {
        try (Context context = open(message -> {})) {
            return context.remoteRepositories().stream().map(MavenResolver::described).toList();
        }
    }

    /**
     * The files of these artifacts and of all that they need.
     *
     * @param coordinates each {@code group:artifact[:extension[:classifier]]:version}
     * @param progress told about each download
     * @throws IllegalArgumentException if a coordinate is not one, or nothing is found under it
     */
    public List<Path> resolve(List<String> coordinates, Consumer<String> progress) {
        List<Artifact> wanted = coordinates.stream().map(MavenResolver::artifact).toList();
        try (Context context = open(progress)) {
            CollectRequest collect = new CollectRequest();
            wanted.forEach(a -> collect.addDependency(new Dependency(a, JavaScopes.RUNTIME)));
            collect.setRepositories(context.remoteRepositories());
            DependencyRequest request =
                    new DependencyRequest(
                            collect, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
            return context
                    .repositorySystem()
                    .resolveDependencies(context.repositorySystemSession(), request)
                    .getArtifactResults()
                    .stream()
                    .map(ArtifactResult::getArtifact)
                    .map(a -> a.getFile().toPath())
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new IllegalArgumentException(ResolutionFailure.explain(e), e);
        }
    }

    private Context open(Consumer<String> progress) {
        List<RemoteRepository> places = new ArrayList<>();
        if (added.stream().noneMatch(r -> r.getId().equals(ContextOverrides.CENTRAL.getId()))) {
            places.add(ContextOverrides.CENTRAL);
        }
        places.addAll(added);
        ContextOverrides.Builder overrides =
                ContextOverrides.create()
                        .withUserSettings(true)
                        .addRepositoriesOp(AddRepositoriesOp.APPEND)
                        .repositories(places)
                        .transferListener(new Downloads(progress));
        localRepository.ifPresent(overrides::withLocalRepositoryOverride);
        return Runtimes.INSTANCE.getRuntime().create(overrides.build());
    }

    private static Artifact artifact(String coordinates) {
        String[] parts = coordinates.split(":", -1);
        if (parts.length < 3
                || parts.length > 5
                || Arrays.stream(parts).anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "'%s' is not a Maven coordinate%s. Write group:artifact:version (or"
                                    .formatted(
                                            coordinates,
                                            parts.length == 2 ? ": the version is missing" : "")
                            + " group:artifact:extension:classifier:version), for example"
                            + " org.apache.commons:commons-math3:3.6.1.");
        }
        return new DefaultArtifact(coordinates);
    }

    static String described(RemoteRepository repository) {
        return repository.getId() + " (" + repository.getUrl() + ")";
    }
}
