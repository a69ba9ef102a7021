namespace NasCluster.EndToEnd.Tests;

/// <summary>Experiment files.</summary>
internal static class Specs
{
    /// <summary>Real training on the shipped sample: small, short, one step of every stage.</summary>
    public static string Real(
        string name,
        string strategy = "random",
        int candidates = 4,
        int epochs = 2,
        string space = Tiny
    ) =>
        $$"""
            {
              "version": 1, "name": "{{name}}", "seed": 11,
              "data": { "dataset": "fashion-mnist-sample", "trainLimit": 600, "validationSize": 200, "testLimit": 200 },
              "space": {{space}},
              "trainer": { "epochs": {{epochs}} },
              "strategy": "{{strategy}}",
              "budget": { "candidates": {{candidates}} },
              "ranking": "accuracy"
            }
            """;

    /// <summary>The built-in space, narrowed to small networks.</summary>
    public const string Tiny = """
        { "base": "fbnet-v3-small", "fix": { "resolution": 20, "stage1.depth": 1, "stage2.depth": 1, "stage3.depth": 1, "optimizer": "adamw" } }
        """;

    /// <summary>A supernet of three open layers on small images; weighed by MACs, which no clock changes.</summary>
    /// <param name="name">Of the experiment.</param>
    /// <param name="epochs">Of the supernet.</param>
    /// <param name="mode">"full" or "sampled".</param>
    /// <param name="cost">What the loss is weighed by, as members of the strategy.</param>
    public static string Supernet(
        string name,
        int epochs = 3,
        string mode = "full",
        string cost = "\"cost\": \"macs\""
    ) =>
        Real(name, strategy: "dnas", candidates: 3, epochs: 1, space: SmallLayers)
            .Replace(
                "\"strategy\": \"dnas\"",
                $$"""
                "strategy": { "name": "dnas", "epochs": {{epochs}}, "warmup": 1, {{cost}}, "mode": "{{mode}}", "thetaLearningRate": 0.1 }
                """,
                StringComparison.Ordinal
            );

    private const string SmallLayers = """
        { "base": "fbnet-v1-small",
          "fix": { "layer1.block": "k3_e1", "layer3.block": "k3_e1", "layer5.block": "skip", "layer6.block": "k3_e1",
            "layer8.block": "skip", "layer9.block": "k3_e1", "optimizer": "adamw", "batchSize": 64 },
          "dimensions": [
            { "name": "resolution", "type": "ordinal", "choices": [16] },
            { "name": "layer2.block", "type": "categorical", "choices": ["k3_e1", "k3_e6", "k5_e3"] },
            { "name": "layer4.block", "type": "categorical", "choices": ["k3_e1", "k5_e6"] },
            { "name": "layer7.block", "type": "categorical", "choices": ["k3_e3", "k5_e1_g2", "skip"] }] }
        """;

    /// <summary>A foreign trainer; what it does is searched like any other dimension.</summary>
    public static string Fake(string name, string script, int candidates = 4, string more = "") =>
        $$"""
            {
              "version": 1, "name": "{{name}}", "seed": 3,
              "data": { "dataset": "fashion-mnist-sample" },
              "space": { "dimensions": [
                { "name": "width", "type": "integer", "min": 1, "max": 1000 },
                { "name": "script", "type": "categorical", "choices": [{{script}}] }
              ] },
              "trainer": { "epochs": 2, "epochTimeoutSeconds": 2, "command": ["python3", "{{FakeTrainer}}"] },
              "strategy": "random",
              "budget": { "candidates": {{candidates}} }{{more}}
            }
            """;

    private static string FakeTrainer => Path.Combine(AppContext.BaseDirectory, "fake_trainer.py");
}
