package org.wardpost.app.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import org.wardpost.mail.outgoing.OutgoingSettings;

/**
 * Lays a TOML table over a record of defaults: the component {@code maxMessageSize} is the key {@code max-message-size}, a component
 * that is itself a record is a table. Whatever is not a component is refused, with its line.
 */
final class SettingsBinder {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern NEXT_HOP = Pattern.compile("([^\\s:]+|\\[[0-9a-fA-F:.]+])(?::(\\d{1,5}))");
    private final String file;

    SettingsBinder(String file) {
        this.file = file;
    }

    /** The record with every setting of {@code table} in place of its default. */
    <T extends Record> T bind(TomlTable table, T defaults) {
        var components = defaults.getClass().getRecordComponents();
        refuseUnknown(table, components);
        var values = new Object[components.length];
        for (var i = 0; i < components.length; i++) {
            values[i] = value(table, components[i], read(components[i], defaults));
        }
        return create(defaults, components, values, table);
    }

    /** {@code maxMessageSize} to {@code max-message-size}. */
    static String key(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private void refuseUnknown(TomlTable table, RecordComponent[] components) {
        var known = Arrays.stream(components).map(SettingsBinder::key).collect(Collectors.toCollection(ArrayList::new));
        for (var key : table.keySet()) {
            if (!known.contains(key)) {
                throw wrong(table, key, "is not a setting; here there are " + String.join(", ", known));
            }
        }
    }

    private Object value(TomlTable table, RecordComponent component, Object fallback) {
        var key = key(component);
        var given = table.get(List.of(key));
        if (given == null) {
            return fallback;
        }
        if (fallback instanceof Record nested) {
            if (given instanceof TomlTable inner) {
                return bind(inner, nested);
            }
            throw wrong(table, key, "is a section: write [" + key + "]");
        }
        try {
            return convert(given, component.getGenericType(), component);
        } catch (IllegalArgumentException e) {
            throw wrong(table, key, String.valueOf(e.getMessage()));
        }
    }

    private static Object convert(Object given, Type type, RecordComponent component) {
        if (type instanceof ParameterizedType generic) {
            var inner = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return switch (generic.getRawType()) {
                case Class<?> c
                when c == Optional.class ->
                    given.equals("") ? Optional.empty() : Optional.of(convert(given, inner, component));
                case Class<?> c when c == Map.class -> map(given, inner, component);
                default -> list(given, inner, component);
            };
        }
        return switch (type) {
            case Class<?> c when c == boolean.class -> expect(given, Boolean.class, "true or false");
            case Class<?> c when c == int.class -> Math.toIntExact(whole(given, component));
            case Class<?> c when c == long.class -> whole(given, component);
            case Class<?> c when c == String.class -> expect(given, String.class, "a text in quotes");
            case Class<?> c when c == Path.class -> Path.of(expect(given, String.class, "a path in quotes"));
            case Class<?> c when c == Duration.class -> duration(expect(given, String.class, "a time such as \"15m\""));
            case Class<?> c
            when c == OutgoingSettings.NextHop.class ->
                nextHop(expect(given, String.class, "a host and port in quotes"));
            case Class<?> c when c.isEnum() -> constant(expect(given, String.class, "a text in quotes"), c);
            default -> throw new IllegalStateException("No conversion to " + type);
        };
    }

    private static List<Object> list(Object given, Type inner, RecordComponent component) {
        var array = expect(given, TomlArray.class, "a list in brackets");
        var values = new ArrayList<>();
        for (var i = 0; i < array.size(); i++) {
            values.add(convert(array.get(i), inner, component));
        }
        return List.copyOf(values);
    }

    private static Map<String, Object> map(Object given, Type inner, RecordComponent component) {
        var table = expect(given, TomlTable.class, "a section");
        var values = new LinkedHashMap<String, Object>();
        for (var key : table.keySet()) {
            values.put(key.toLowerCase(Locale.ROOT), convert(table.get(List.of(key)), inner, component));
        }
        return Map.copyOf(values);
    }

    private static OutgoingSettings.NextHop nextHop(String text) {
        var match = NEXT_HOP.matcher(text);
        if (!match.matches() || Integer.parseInt(match.group(2)) > 65535) {
            throw new IllegalArgumentException("must be a host and its port, such as \"relay.hospital.example:25\"");
        }
        return new OutgoingSettings.NextHop(match.group(1), Integer.parseInt(match.group(2)));
    }

    private static long whole(Object given, RecordComponent component) {
        var range = component.getAnnotation(Range.class);
        var value = given instanceof String text ? Sizes.parse(text) : expect(given, Long.class, "a whole number");
        var min = range == null ? 0 : range.min();
        var max = range != null ? range.max() : component.getType() == int.class ? Integer.MAX_VALUE : Long.MAX_VALUE;
        if (value < min || value > max) {
            throw new IllegalArgumentException("must be from " + min + " to " + max);
        }
        return value;
    }

    private static Duration duration(String text) {
        var match = DURATION.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "must be a time: a number followed by ms, s, m, h or d, such as \"15m\"");
        }
        var number = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static Object constant(String text, Class<?> type) {
        for (var constant : type.getEnumConstants()) {
            if (((Enum<?>) constant)
                    .name()
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '-')
                    .equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("must be one of "
                + Arrays.stream(type.getEnumConstants())
                        .map(c -> "\""
                                + ((Enum<?>) c).name().toLowerCase(Locale.ROOT).replace('_', '-') + "\"")
                        .collect(Collectors.joining(", ")));
    }

    private static <T> T expect(Object given, Class<T> type, String what) {
        if (!type.isInstance(given)) {
            throw new IllegalArgumentException("must be " + what);
        }
        return type.cast(given);
    }

    private SettingsException wrong(TomlTable table, String key, String why) {
        return new SettingsException(where(table.inputPositionOf(List.of(key))) + "\"" + key + "\" " + why + ".");
    }

    private String where(@org.jspecify.annotations.Nullable TomlPosition position) {
        return position == null ? file + ": " : file + ", line " + position.line() + ": ";
    }

    static Object read(RecordComponent component, Record of) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Settings records are readable", e);
        }
    }

    @SuppressWarnings("unchecked")
    private <T extends Record> T create(T defaults, RecordComponent[] components, Object[] values, TomlTable table) {
        try {
            var constructor = defaults.getClass()
                    .getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class[]::new));
            constructor.setAccessible(true);
            return (T) constructor.newInstance(values);
        } catch (java.lang.reflect.InvocationTargetException e) {
            throw new SettingsException(
                    where(table.inputPositionOf("")) + e.getTargetException().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Settings records have their canonical constructor", e);
        }
    }
}
