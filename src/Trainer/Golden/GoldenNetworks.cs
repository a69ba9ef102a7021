using System.Text.Json;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Zoo;

namespace NasCluster.Trainer.Golden;

/// <summary>Builds the network a reference entry names, at its input and number of classes.</summary>
internal static class GoldenNetworks
{
    /// <exception cref="InvalidDataException">There is no network of that name.</exception>
    public static Network Build(JsonElement entry, TensorShape input, int? classes)
    {
        if (entry.TryGetProperty("arch", out var arch))
        {
            var layers = arch.GetProperty("layers").EnumerateArray();
            return FbNetForm.PaperBackbone(
                input,
                layers.Select(row => (row[0].GetString()!, row[1].GetInt32(), row[2].GetInt32()))
            );
        }

        var name = entry.GetProperty("name").GetString()!;
        var model =
            ZooCatalog.Find(name) ?? throw new InvalidDataException($"There is no network '{name}' in the zoo.");
        var request = new ZooRequest
        {
            Height = input.Height,
            Width = input.Width,
            Channels = input.Channels,
            Classes = classes,
            Epsilon = EpsilonOf(entry),
        };
        return model.Create(request);
    }

    private static double? EpsilonOf(JsonElement entry)
    {
        var note = entry.TryGetProperty("note", out var text) ? text.GetString() ?? "" : "";
        return note.Contains("eps 1e-3", StringComparison.Ordinal) ? 1e-3
            : note.Contains("eps 1e-5", StringComparison.Ordinal) ? 1e-5
            : null;
    }
}
