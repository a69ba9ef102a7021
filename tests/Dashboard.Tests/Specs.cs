namespace NasCluster.Dashboard.Tests;

/// <summary>Experiment files whose trainer takes 0.15 s an epoch.</summary>
internal static class Specs
{
    public static string Quick(string name, int candidates = 6, string strategy = "random", string more = "") =>
        $$"""
            {
              "version": 1, "name": "{{name}}", "seed": 5,
              "data": { "dataset": "fashion-mnist-sample" },
              "space": "fbnet-v3-small",
              "trainer": { "epochs": 2, "command": ["python3", "{{Trainer}}"] },
              "strategy": "{{strategy}}",
              "budget": { "candidates": {{candidates}} }{{more}}
            }
            """;

    /// <summary>Every candidate fails, with HTML for a reason and for values.</summary>
    public static string Hostile(string name) =>
        $$"""
            {
              "version": 1, "name": "{{name}}", "seed": 5,
              "data": { "dataset": "fashion-mnist-sample" },
              "space": { "dimensions": [
                { "name": "hostile", "type": "categorical", "choices": ["<script>alert(2)</script>", "<b>bold</b>"] },
                { "name": "width", "type": "integer", "min": 1, "max": 1000 }
              ] },
              "trainer": { "epochs": 1, "command": ["python3", "{{Trainer}}"] },
              "strategy": "random",
              "budget": { "candidates": 3 }
            }
            """;

    private static string Trainer => Path.Combine(AppContext.BaseDirectory, "trainer.py");
}
