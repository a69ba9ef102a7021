using System.Globalization;
using System.Text.Json;

namespace NasCluster.Trainer.Golden;

/// <summary>Compares an output with the values a reference lists of it.</summary>
internal static class GoldenOutput
{
    private const double RelativeTolerance = 1e-4;
    private const double FloatErrors = 10;

    /// <summary>Largest difference of a listed value, and what is wrong, or null.</summary>
    public static (double Error, string? Message) Compare(JsonElement reference, double floatError, float[] values)
    {
        var tolerance = RelativeTolerance * reference.GetProperty("max_abs").GetDouble() + FloatErrors * floatError;
        var worst = 0.0;
        foreach (var list in reference.EnumerateObject())
        {
            if (list.Value.ValueKind == JsonValueKind.Array && list.Name != "shape")
            {
                worst = Math.Max(worst, WorstOf(list.Name, list.Value, values));
            }
        }

        var sum = Math.Abs(values.Sum(value => (double)value) - reference.GetProperty("sum").GetDouble());
        return worst > tolerance || double.IsNaN(worst) ? (worst, Differs("a value", worst, tolerance))
            : sum > tolerance * values.Length || double.IsNaN(sum)
                ? (worst, Differs("the sum", sum, tolerance * values.Length))
            : (worst, null);
    }

    private static double WorstOf(string name, JsonElement listed, float[] values)
    {
        var worst = 0.0;
        var count = listed.GetArrayLength();
        for (var k = 0; k < count; k++)
        {
            var index =
                name.StartsWith("first", StringComparison.Ordinal) ? k
                : name.StartsWith("last", StringComparison.Ordinal) ? values.Length - count + k
                : (int)((long)k * values.Length / count);
            worst = Math.Max(worst, Math.Abs(values[index] - listed[k].GetDouble()));
        }

        return worst;
    }

    private static string Differs(string what, double error, double tolerance) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} differs by {error:g4}, allowed is {tolerance:g4}");
}
