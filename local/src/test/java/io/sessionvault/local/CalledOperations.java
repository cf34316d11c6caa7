package io.sessionvault.local;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which operations of AWS the code of a function can call, read from its byte code: every method
/// that can be reached from the handler, and in it every call of a method of an SDK client.
///
/// A call of a method that may be overridden reaches every override. Of an object that is created
/// and that implements a type of a library, every method is taken to be called, for the library may
/// do it; a lambda's code is taken to be called where it is written.
public final class CalledOperations {
    /// An operation.
    ///
    /// @param service the service's package in the SDK, e.g. `eventbridge`
    /// @param name the operation's name, e.g. `PutEvents`
    public record Operation(String service, String name) implements Comparable<Operation> {
        @Override
        public int compareTo(Operation other) {
            return toString().compareTo(other.toString());
        }
    }

    private static final String OURS = "io.sessionvault.";
    private static final Pattern CLIENT =
            Pattern.compile("software\\.amazon\\.awssdk\\.services\\.(\\w+)\\.\\w+Client");

    /// Methods of clients that call nothing.
    private static final Set<String> PLUMBING =
            Set.of("builder", "create", "close", "serviceName", "serviceClientConfiguration");

    /// The methods that call AWS without a client, see docs/decisions/0020.
    private static final Map<String, Operation> WITHOUT_CLIENT =
            Map.ofEntries(
                    entry("aws.ForwardingReader.state", "eventbridge", "DescribeRule"),
                    entry("aws.ForwardingReader.hasTarget", "eventbridge", "ListTargetsByRule"),
                    entry("aws.LogReader.head", "s3", "HeadObject"),
                    entry("aws.LogReader.earlier", "s3", "ListObjectVersions"),
                    entry("aws.MemberQuestions.about", "organizations", "DescribeAccount"),
                    entry("aws.NetworkReader.instances", "ec2", "DescribeInstances"),
                    entry("aws.NetworkReader.routeTables", "ec2", "DescribeRouteTables"),
                    entry("aws.NetworkReader.endpoints", "ec2", "DescribeVpcEndpoints"),
                    entry("aws.ObjectText.get", "s3", "GetObject"),
                    entry("checklog.ViolationEvents.publish", "eventbridge", "PutEvents"),
                    entry("onboardaccount.AccountEvents.publish", "eventbridge", "PutEvents"));

    /// What is known already: the classes are the same in one run, and to read them takes seconds.
    private static final Map<List<Object>, Set<Operation>> KNOWN = new ConcurrentHashMap<>();

    private final Map<String, List<JavaMethod>> methods;
    private final Set<JavaCodeUnit> reached = new HashSet<>();
    private final Deque<JavaCodeUnit> waiting = new ArrayDeque<>();
    private final Set<Operation> called = new TreeSet<>();

    private static Map.Entry<String, Operation> entry(String method, String service, String name) {
        return Map.entry(OURS + method, new Operation(service, name));
    }

    private CalledOperations(JavaClasses classes) {
        this.methods =
                classes.stream()
                        .filter(c -> c.getName().startsWith(OURS))
                        .flatMap(c -> c.getMethods().stream())
                        .collect(Collectors.groupingBy(JavaMethod::getName));
    }

    /// The operations that a function can call, sorted.
    ///
    /// @param handler the handler's class
    /// @param folders where its classes are
    public static Set<Operation> of(String handler, Path... folders) {
        return KNOWN.computeIfAbsent(
                List.of(handler, List.of(folders)), _ -> read(handler, folders));
    }

    private static Set<Operation> read(String handler, Path... folders) {
        JavaClasses imported = imported(folders);
        var walk = new CalledOperations(imported);
        imported.get(handler).getCodeUnits().forEach(walk::reach);
        while (!walk.waiting.isEmpty()) {
            walk.waiting.remove().getAccessesFromSelf().forEach(walk::follow);
        }
        return Collections.unmodifiableSet(walk.called);
    }

    /// Without the classes of libraries, of which there are many and of which names are enough.
    private static JavaClasses imported(Path... folders) {
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter().importPaths(folders);
        });
    }

    private void follow(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        Matcher client = CLIENT.matcher(owner.getName());
        if (client.matches()) {
            if (!PLUMBING.contains(access.getName())) {
                called.add(new Operation(client.group(1), operation(access.getName())));
            }
        } else if (owner.getName().startsWith(OURS)) {
            owner.getStaticInitializer().ifPresent(this::reach);
            if (access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target) {
                implementations(target).forEach(this::reach);
            }
        }
    }

    private List<JavaCodeUnit> implementations(AccessTarget.CodeUnitAccessTarget target) {
        var found = new ArrayList<JavaCodeUnit>();
        target.resolveMember().ifPresent(found::add);
        List<String> parameters = names(target.getRawParameterTypes());
        methods.getOrDefault(target.getName(), List.of()).stream()
                .filter(m -> m.getOwner().isAssignableTo(target.getOwner().getName()))
                .filter(m -> names(m.getRawParameterTypes()).equals(parameters))
                .forEach(found::add);
        return found;
    }

    private void reach(JavaCodeUnit unit) {
        if (reached.add(unit)) {
            waiting.add(unit);
            Optional.ofNullable(
                            WITHOUT_CLIENT.get(unit.getOwner().getName() + "." + unit.getName()))
                    .ifPresent(called::add);
            unit.getOwner().getStaticInitializer().ifPresent(this::reach);
            if (unit instanceof JavaConstructor && implementsALibrary(unit.getOwner())) {
                unit.getOwner().getMethods().forEach(this::reach);
            }
        }
    }

    private static boolean implementsALibrary(JavaClass type) {
        return Stream.concat(
                        type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream())
                .map(JavaClass::getName)
                .anyMatch(name -> !name.startsWith(OURS) && !name.startsWith("java.lang."));
    }

    private static String operation(String method) {
        String plain = method.replaceFirst("Paginator$", "").replaceFirst("AsBytes$", "");
        return Character.toUpperCase(plain.charAt(0)) + plain.substring(1);
    }

    private static List<String> names(List<JavaClass> types) {
        return types.stream().map(JavaClass::getName).toList();
    }
}
