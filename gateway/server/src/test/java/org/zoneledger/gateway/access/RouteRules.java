package org.zoneledger.gateway.access;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may use which route, as the annotations on resource classes say. */
final class RouteRules {

    /**
     * One route.
     *
     * @param path as written, with the names of its variables
     * @param who roles by name, or everybody; empty when nobody gave the route a rule
     */
    record Rule(String method, String path, Optional<String> who) {}

    private RouteRules() {}

    /** Every class with routes among the compiled classes of a folder. */
    static List<Class<?>> resources(java.nio.file.Path classes) {
        try (Stream<java.nio.file.Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .<Class<?>>map(RouteRules::load)
                    .filter(each -> each.isAnnotationPresent(Path.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The routes of some classes, by path and method. */
    static List<Rule> of(List<Class<?>> resources) {
        return resources.stream()
                .flatMap(resource ->
                        of(resource, resource.getAnnotation(Path.class).value()).stream())
                .distinct()
                .sorted(Comparator.comparing(Rule::path).thenComparing(Rule::method))
                .toList();
    }

    /** The routes of a class below a path. */
    static List<Rule> of(Class<?> resource, String path) {
        return Arrays.stream(resource.getMethods())
                .flatMap(method -> verb(method).stream().map(verb -> rule(resource, path, method, verb)))
                .toList();
    }

    private static Rule rule(Class<?> resource, String above, Method method, String verb) {
        String below = method.isAnnotationPresent(Path.class)
                ? "/" + method.getAnnotation(Path.class).value()
                : "";
        String path = ("/" + above + below).replaceAll("/+", "/").replaceAll(":[^}]*}", "}");
        return new Rule(verb, path, rule(method.getAnnotations()).or(() -> rule(resource.getAnnotations())));
    }

    private static Optional<String> rule(Annotation[] annotations) {
        for (Annotation each : annotations) {
            if (each instanceof PermitAll) {
                return Optional.of("everybody");
            }
            if (each instanceof DenyAll) {
                return Optional.of("nobody");
            }
            if (each instanceof RolesAllowed roles && roles.value().length > 0) {
                return Optional.of(Arrays.stream(roles.value()).sorted().collect(Collectors.joining(", ")));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(each -> each.annotationType().getAnnotation(HttpMethod.class))
                .filter(each -> each != null)
                .map(HttpMethod::value)
                .findFirst();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, RouteRules.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
