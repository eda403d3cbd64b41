package org.onsager.lab.run;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the [Form] of a type.
final class Forms {
    private final Map<Type, Later> found = new HashMap<>();

    /// A form that is still being found: how a record may hold itself.
    private static final class Later implements Form {
        private @Nullable Form form;

        @Override
        public void write(Object value, Sink sink) {
            resolved().write(value, sink);
        }

        @Override
        public Object read(ByteBuffer source) {
            return resolved().read(source);
        }

        @Override
        public String shape() {
            return "^"; // the record that holds itself is spelled out above
        }

        private Form resolved() {
            if (form == null) throw new IllegalStateException("used before it was found");
            return form;
        }
    }

    /// @param where  what holds the value, for messages
    /// @throws IllegalArgumentException if it cannot be stored
    Form of(Type type, String where) {
        return of(type, where, Map.of());
    }

    private Form of(Type type, String where, Map<TypeVariable<?>, Type> arguments) {
        return switch (type) {
            case TypeVariable<?> variable -> {
                var argument = arguments.get(variable);
                if (argument == null) throw unknown(type, where);
                yield of(argument, where);
            }
            case WildcardType wildcard -> of(wildcard.getUpperBounds()[0], where, arguments);
            case GenericArrayType array -> {
                var element = of(array.getGenericComponentType(), where, arguments);
                yield BasicForms.array(raw(substitute(array.getGenericComponentType(), arguments)), element);
            }
            case ParameterizedType generic -> {
                var actual = Arrays.stream(generic.getActualTypeArguments())
                        .map(each -> substitute(each, arguments))
                        .toArray(Type[]::new);
                yield generic((Class<?>) generic.getRawType(), actual, where);
            }
            case Class<?> plain -> plain(plain, where);
            default -> throw unknown(type, where);
        };
    }

    private Form plain(Class<?> type, String where) {
        var basic = BasicForms.of(type);
        if (basic.isPresent()) return basic.get();
        if (type.isArray()) return BasicForms.array(type.getComponentType(), of(type.getComponentType(), where));
        if (type.isEnum()) return BasicForms.constants(type);
        if (type == OptionalInt.class) {
            return new CollectionForms.Present(
                    "int?",
                    BasicForms.of(int.class).orElseThrow(),
                    value -> {
                        var optional = (OptionalInt) value;
                        return optional.isPresent() ? Optional.of(optional.getAsInt()) : Optional.empty();
                    },
                    value -> value.isPresent() ? OptionalInt.of((int) value.get()) : OptionalInt.empty());
        }
        if (type == OptionalDouble.class) {
            return new CollectionForms.Present(
                    "double?",
                    BasicForms.of(double.class).orElseThrow(),
                    value -> {
                        var optional = (OptionalDouble) value;
                        return optional.isPresent() ? Optional.of(optional.getAsDouble()) : Optional.empty();
                    },
                    value -> value.isPresent() ? OptionalDouble.of((double) value.get()) : OptionalDouble.empty());
        }
        if (type.isRecord() || type.isSealed()) return generic(type, new Type[0], where);
        throw unknown(type, where);
    }

    private Form generic(Class<?> raw, Type[] arguments, String where) {
        if (raw == List.class) return CollectionForms.list(of(arguments[0], where), List::copyOf, "list");
        if (raw == Set.class) return CollectionForms.list(of(arguments[0], where), LinkedHashSet::new, "set");
        if (raw == Optional.class) {
            var present = of(arguments[0], where);
            return new CollectionForms.Present(present.shape() + "?", present, value -> (Optional<?>) value, v -> v);
        }
        if (raw == Map.class) {
            return CollectionForms.map(of(arguments[0], where), of(arguments[1], where));
        }
        Type key = arguments.length == 0 ? raw : new Applied(raw, List.of(arguments));
        var known = found.get(key);
        if (known != null) return known;
        var later = new Later();
        found.put(key, later);
        var form = raw.isSealed() ? sealed(raw, where) : record(raw, arguments, where);
        later.form = form;
        return form;
    }

    private Form record(Class<?> raw, Type[] arguments, String where) {
        if (!raw.isRecord()) throw unknown(raw, where);
        var bound = new HashMap<TypeVariable<?>, Type>();
        var variables = raw.getTypeParameters();
        for (int i = 0; i < Math.min(variables.length, arguments.length); i++) bound.put(variables[i], arguments[i]);
        var components = new ArrayList<RecordForm.Component>();
        for (var component : raw.getRecordComponents()) {
            var path = "%s.%s".formatted(raw.getSimpleName(), component.getName());
            components.add(RecordForm.component(component, path, of(component.getGenericType(), path, bound)));
        }
        return new RecordForm(raw, components);
    }

    private Form sealed(Class<?> raw, String where) {
        var kinds = new LinkedHashMap<Class<?>, Form>();
        for (var kind : raw.getPermittedSubclasses()) kinds.put(kind, of(kind, where));
        return new RecordForm.Choice(raw, kinds);
    }

    /// A generic record with its arguments, as a key.
    private record Applied(Class<?> raw, List<Type> arguments) implements Type {}

    private static Type substitute(Type type, Map<TypeVariable<?>, Type> arguments) {
        if (!(type instanceof TypeVariable<?> variable)) return type;
        var argument = arguments.get(variable);
        return argument == null ? type : argument;
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            case GenericArrayType array -> raw(array.getGenericComponentType()).arrayType();
            default -> throw unknown(type, "an array");
        };
    }

    private static IllegalArgumentException unknown(Type type, String where) {
        return new IllegalArgumentException(
                "%s of type %s cannot be stored; results are records of numbers, words, arrays, lists, maps and records"
                        .formatted(where, type.getTypeName()));
    }
}
