using System.Text.Json;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Golden;

/// <summary>
/// Compares blocks and networks with a folder of reference data: models.json (counts), blocks/*.json and nets/*.json
/// (counts and numbers). Every case is run; a broken one fails alone.
/// </summary>
internal static class GoldenRunner
{
    private const double BlockGain = 4;

    /// <exception cref="InvalidDataException">The folder holds no reference data.</exception>
    public static GoldenReport Run(string folder)
    {
        var cases = Files(folder).SelectMany(file => RunFile(folder, file)).ToList();
        return cases.Count == 0
            ? throw new InvalidDataException(
                $"'{folder}' holds no reference data: expected models.json, blocks/*.json or nets/*.json."
            )
            : new(cases.Count(c => c.Passed), cases.Count(c => !c.Passed), cases);
    }

    /// <summary>Reference files of a folder, in a fixed order.</summary>
    public static IEnumerable<string> Files(string folder)
    {
        string[] places = ["", "blocks", "nets"];
        return places
            .Select(place => Path.Combine(folder, place))
            .Where(Directory.Exists)
            .SelectMany(place => Directory.EnumerateFiles(place, "*.json").Order(StringComparer.Ordinal))
            .Where(file => Path.GetFileName(file) != "procedures.json");
    }

    public static IReadOnlyList<GoldenCase> RunFile(string folder, string file)
    {
        var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return [.. RunDocument(name, document.RootElement)];
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or InvalidOperationException or IOException)
        {
            return [new(name, "", false, null, 0, 0, $"The file cannot be read: {e.Message}")];
        }
    }

    private static IEnumerable<GoldenCase> RunDocument(string file, JsonElement root)
    {
        if (root.TryGetProperty("models", out var models))
        {
            foreach (var model in models.EnumerateArray())
            {
                var name = model.GetProperty("name").GetString()!;
                yield return Guard(file, name, () => Count(file, name, model));
            }
        }
        else if (root.TryGetProperty("cases", out var cases))
        {
            var block = root.GetProperty("block").GetString()!;
            var gain = root.TryGetProperty("gain", out var own) ? own.GetDouble() : BlockGain;
            var index = 0;
            foreach (var item in cases.EnumerateArray())
            {
                var name = $"{block}[{index++}]";
                yield return Guard(
                    file,
                    name,
                    () =>
                        Run(file, name, item, gain, GoldenBlocks.Build(block, item.GetProperty("config"), Inputs(item)))
                );
            }
        }
        else if (root.TryGetProperty("entries", out _))
        {
            var name = root.GetProperty("name").GetString()!;
            yield return Guard(file, name, () => RunNetwork(file, name, root));
        }
    }

    private static GoldenCase Guard(string file, string name, Func<GoldenCase> run)
    {
        try
        {
            return run();
        }
        catch (Exception e)
            when (e
                    is InvalidDataException
                        or InvalidNetworkException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or IndexOutOfRangeException
            )
        {
            return new(file, name, false, null, 0, 0, e.Message);
        }
    }

    private static GoldenCase Count(string file, string name, JsonElement model)
    {
        var input = model.GetProperty("input").EnumerateArray().Select(side => side.GetInt32()).ToArray();
        var classes = model.TryGetProperty("num_classes", out var number) ? number.GetInt32() : (int?)null;
        var cost = NetworkCost.Of(GoldenNetworks.Build(model, new(input[1], input[2], input[3]), classes));
        var message =
            GoldenCounts.Compare(model, cost) ?? GoldenCounts.CompareShape(model.GetProperty("output_shape"), cost);
        return new(file, name, message is null, null, cost.Params, cost.Macs.Total, message);
    }

    private static GoldenCase RunNetwork(string file, string name, JsonElement root)
    {
        var classes = root.GetProperty("output").GetProperty("shape")[1].GetInt32();
        var network = GoldenNetworks.Build(root, Inputs(root)[0], classes);
        return Run(file, name, root, root.GetProperty("gain").GetDouble(), network);
    }

    private static GoldenCase Run(string file, string name, JsonElement item, double gain, Network network)
    {
        var cost = NetworkCost.Of(network);
        var output = item.GetProperty("output");
        var counts = GoldenCounts.Compare(item, cost) ?? GoldenCounts.CompareShape(output.GetProperty("shape"), cost);
        var values = Forward(network, item, gain);
        var (error, message) = GoldenOutput.Compare(
            output,
            item.GetProperty("float32_max_abs_error").GetDouble(),
            values
        );
        var wrong = counts ?? message;
        return new(file, name, wrong is null, error, cost.Params, cost.Macs.Total, wrong);
    }

    private static float[] Forward(Network network, JsonElement item, double gain)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        using var module = new GraphModule(network, new());
        module.eval();
        GoldenTensors.Fill(module, item.GetProperty("entries"), gain);
        var shapes = Inputs(item);
        var inputs = shapes
            .Select((s, i) => torch.tensor(GoldenFill.Input(i, s.Elements), [1, s.Channels, s.Height, s.Width]))
            .ToArray();
        var output = inputs.Length > 1 ? module.forward(inputs[0], inputs[1]) : module.forward(inputs[0]);
        return output.contiguous().data<float>().ToArray();
    }

    private static TensorShape[] Inputs(JsonElement item) =>
        [
            .. item.GetProperty("inputs")
                .EnumerateArray()
                .Select(shape => new TensorShape(shape[1].GetInt32(), shape[2].GetInt32(), shape[3].GetInt32())),
        ];
}
