package org.onsager.lab.run;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A record: its components one after another.
record RecordForm(Class<?> type, Constructor<?> constructor, List<Component> components) implements Form {

    RecordForm(Class<?> type, List<Component> components) {
        this(type, constructor(type, components), components);
    }

    /// @param path  `Record.component`, for messages
    record Component(String path, Class<?> type, Method accessor, Form form) {}

    static Component component(RecordComponent component, String path, Form form) {
        component.getAccessor().setAccessible(true);
        return new Component(path, component.getType(), component.getAccessor(), form);
    }

    private static Constructor<?> constructor(Class<?> type, List<Component> components) {
        try {
            var constructor = type.getDeclaredConstructor(
                    components.stream().map(Component::type).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e); // every record has one
        }
    }

    @Override
    public void write(Object value, Sink sink) {
        for (var component : components) {
            Object part;
            try {
                part = component.accessor().invoke(value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
            if (part == null) throw new IllegalArgumentException(component.path() + " must not be null");
            component.form().write(part, sink);
        }
    }

    @Override
    public Object read(ByteBuffer source) {
        var parts = new ArrayList<Object>(components.size());
        for (var component : components) parts.add(component.form().read(source));
        try {
            return constructor.newInstance(parts.toArray());
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "the stored %s is refused: %s".formatted(type.getSimpleName(), e.getCause()), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String shape() {
        return components.stream()
                .map(component -> "%s %s"
                        .formatted(
                                component.form().shape(), component.accessor().getName()))
                .collect(Collectors.joining(", ", type.getSimpleName() + "(", ")"));
    }

    /// A sealed interface: which of its records by number, then the record.
    record Choice(Class<?> type, Map<Class<?>, Form> kinds) implements Form {
        @Override
        public void write(Object value, Sink sink) {
            byte number = 0;
            for (var kind : kinds.entrySet()) {
                if (kind.getKey().isInstance(value)) {
                    sink.room(1).put(number);
                    kind.getValue().write(value, sink);
                    return;
                }
                number++;
            }
            throw new IllegalArgumentException(
                    "%s is none of %s".formatted(value.getClass().getName(), kinds.keySet()));
        }

        @Override
        public Object read(ByteBuffer source) {
            return List.copyOf(kinds.values()).get(source.get()).read(source);
        }

        @Override
        public String shape() {
            return kinds.values().stream()
                    .map(Form::shape)
                    .collect(Collectors.joining(" | ", type.getSimpleName() + "<", ">"));
        }
    }
}
