using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Experiments;

/// <summary>Reads the values of a dimension that is a range; its name is for the caller to add.</summary>
internal sealed class RangeBinder(ValueReader read)
{
    // Keeps the count of values within an int, and lengths and ratios of ranges within a double.
    private const int MaxWhole = 1_000_000_000;
    private const double MaxReal = 1e30;
    private const double MinLog = 1e-30;

    public IntegerDimension? Integer(SpecNode node)
    {
        var min = read.Int(node.Find("min"), -MaxWhole, MaxWhole, SpecCodes.SpaceRange);
        var max = read.Int(node.Find("max"), -MaxWhole, MaxWhole, SpecCodes.SpaceRange);
        var step = node.Find("step") is { } given ? read.Int(given, 1, int.MaxValue, SpecCodes.SpaceStep) : 1;
        if (min is not { } low || max is not { } high || !IsRange(node, low, high) || step is not { } by)
        {
            return null;
        }

        if (high > low && by > high - low)
        {
            var message = $"'step' is {by}, which is more than the range {low}…{high} is long.";
            read.Problems.Add(SpecCodes.SpaceStep, node.Find("step")!, message);
            return null;
        }

        return new()
        {
            Name = "",
            Min = low,
            Max = high,
            Step = by,
        };
    }

    public RealDimension? Real(SpecNode node)
    {
        var range = new NumberRange(-MaxReal, MaxReal);
        var min = read.Real(node.Find("min"), range, SpecCodes.SpaceRange);
        var max = read.Real(node.Find("max"), range, SpecCodes.SpaceRange);
        var log = read.Flag(node.Find("log")) ?? false;
        if (log && min < MinLog)
        {
            var message =
                $"'min' is {Shown.Number(min.Value)}; with \"log\": true it has to be above 0, at least 1e-30.";
            read.Problems.Add(SpecCodes.SpaceLog, node.Find("min")!, message);
            min = null;
        }

        return min is { } low && max is { } high && IsRange(node, low, high)
            ? new()
            {
                Name = "",
                Min = low,
                Max = high,
                Log = log,
            }
            : null;
    }

    private bool IsRange(SpecNode node, double min, double max)
    {
        if (min > max)
        {
            var message = $"'min' is {Shown.Number(min)} and 'max' is {Shown.Number(max)}; min is at most max.";
            read.Problems.Add(SpecCodes.SpaceRange, node.Find("min")!, message);
        }

        return min <= max;
    }
}
