using System.Reflection;
using System.Text.Json;
using NasCluster.Domain.Architectures;

namespace NasCluster.Trainer.Exporting;

/// <summary>Writes a network description as JSON: every node with its type, attributes, inputs and output shape.</summary>
internal static class NetworkJsonWriter
{
    private static readonly string[] Derived = [nameof(Layer.Parameters), nameof(Layer.Weights), nameof(Layer.Buffers)];

    public static void Write(Network network, Stream file)
    {
        using var json = new Utf8JsonWriter(file, new() { Indented = true });
        var shapes = network.Shapes();
        json.WriteStartObject();
        json.WriteString("format", "nascluster-network");
        json.WriteNumber("version", 1);
        Shape(json, "input", network.Input);
        json.WriteStartArray("nodes");
        for (var i = 0; i < shapes.Length; i++)
        {
            Node(json, network.Nodes[i], shapes[i]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Node(Utf8JsonWriter json, LayerNode node, TensorShape shape)
    {
        json.WriteStartObject();
        json.WriteString("name", node.Name);
        json.WriteString("type", node.Layer.GetType().Name);
        json.WriteStartArray("inputs");
        foreach (var input in node.Inputs)
        {
            json.WriteNumberValue(input);
        }

        json.WriteEndArray();
        Shape(json, "output", shape);
        foreach (var property in node.Layer.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (!Derived.Contains(property.Name))
            {
                Attribute(json, JsonNamingPolicy.CamelCase.ConvertName(property.Name), property.GetValue(node.Layer));
            }
        }

        json.WriteEndObject();
    }

    private static void Attribute(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case int number:
                json.WriteNumber(name, number);
                break;
            case double number:
                json.WriteNumber(name, number);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            default:
                json.WriteString(name, value?.ToString());
                break;
        }
    }

    private static void Shape(Utf8JsonWriter json, string name, TensorShape shape)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(shape.Channels);
        json.WriteNumberValue(shape.Height);
        json.WriteNumberValue(shape.Width);
        json.WriteEndArray();
    }
}
