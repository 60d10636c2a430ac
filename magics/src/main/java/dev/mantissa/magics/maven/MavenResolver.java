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
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;

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
     * @param excluded what is left out, each {@code group:artifact}; a star stands for any
     * @param progress told about each download
     * @throws IllegalArgumentException if a coordinate is not one, or nothing is found under it
     */
    public List<Path> resolve(
            List<String> coordinates, List<String> excluded, Consumer<String> progress) {
        List<Artifact> wanted =
                coordinates.stream()
                        .map(MavenResolver::artifact)
                        .filter(a -> !OtherKernels.isReplaced(a))
                        .toList();
        List<Exclusion> without = excluded.stream().map(MavenResolver::exclusion).toList();
        try (Context context = open(progress)) {
            CollectRequest collect = new CollectRequest();
            for (Artifact artifact : wanted) {
                collect.addDependency(new Dependency(artifact, JavaScopes.RUNTIME, false, without));
            }
            collect.setRepositories(context.remoteRepositories());
            var session = new DefaultRepositorySystemSession(context.repositorySystemSession());
            return files(context, session, collect);
        }
    }

    /**
     * The files of what a project needs, the artifacts that those need included.
     *
     * @param scopes of its dependencies, such as {@code compile}
     * @param progress told about each download
     * @throws IllegalArgumentException if the project makes no sense, or something is not found
     */
    public List<Path> resolve(Pom pom, Set<String> scopes, Consumer<String> progress) {
        try (Context context = open(progress)) {
            var session = new DefaultRepositorySystemSession(context.repositorySystemSession());
            session.setWorkspaceReader(pom);
            session.setArtifactDescriptorPolicy(new SimpleArtifactDescriptorPolicy(false, false));
            ArtifactDescriptorResult project =
                    context.repositorySystem()
                            .readArtifactDescriptor(
                                    session,
                                    new ArtifactDescriptorRequest(
                                            pom.artifact(), context.remoteRepositories(), null));
            List<RemoteRepository> places = new ArrayList<>(context.remoteRepositories());
            places.addAll(
                    context.repositorySystem()
                            .newResolutionRepositories(session, project.getRepositories()));
            CollectRequest collect = new CollectRequest();
            collect.setManagedDependencies(project.getManagedDependencies());
            collect.setRepositories(places);
            project.getDependencies().stream()
                    .filter(d -> scopes.contains(d.getScope().isEmpty() ? "compile" : d.getScope()))
                    .filter(d -> !OtherKernels.isReplaced(d.getArtifact()))
                    .map(d -> d.setScope(JavaScopes.RUNTIME).setOptional(false))
                    .forEach(collect::addDependency);
            session.setArtifactDescriptorPolicy(
                    context.repositorySystemSession().getArtifactDescriptorPolicy());
            return files(context, session, collect);
        } catch (ArtifactDescriptorException e) {
            throw new IllegalArgumentException(ResolutionFailure.explain(e), e);
        }
    }

    private static List<Path> files(
            Context context, DefaultRepositorySystemSession session, CollectRequest collect) {
        session.setDependencySelector(OtherKernels.without(session.getDependencySelector()));
        DependencyRequest request =
                new DependencyRequest(
                        collect, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
        try {
            return context
                    .repositorySystem()
                    .resolveDependencies(session, request)
                    .getArtifactResults()
                    .stream()
                    .map(ArtifactResult::getArtifact)
                    .map(a -> a.getFile().toPath())
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new IllegalArgumentException(ResolutionFailure.explain(e), e);
        }
    }

    private static Exclusion exclusion(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 2 || Arrays.stream(parts).anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "'%s' cannot be excluded. Write group:artifact, for example org.slf4j:slf4j-simple or org.slf4j:*."
                            .formatted(text));
        }
        return new Exclusion(parts[0], parts[1], "*", "*");
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
