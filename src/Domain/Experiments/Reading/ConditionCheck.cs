using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Experiments;

/// <summary>Checks that conditions look back at dimensions that can have the values they ask for.</summary>
internal sealed class ConditionCheck(ProblemList problems)
{
    // Spaces are counted value by value where something hangs on them.
    private const int MaxValues = 1000;

    /// <summary>The dimensions that can become active, with conditions that can hold.</summary>
    /// <remarks>
    /// A condition of the file has to be right. One taken over from a built-in space may ask for values that the file has
    /// fixed away: it loses those, and its dimension goes with the last of them.
    /// </remarks>
    public List<SpaceEntry> Settle(List<SpaceEntry> entries)
    {
        var settled = new List<SpaceEntry>(entries.Count);
        foreach (var entry in entries)
        {
            if (entry.Dimension?.When is not { } condition)
            {
                settled.Add(entry);
            }
            else if (entry.Source is { } source)
            {
                Check(condition, source.Find("when")!, settled, entries);
                settled.Add(entry);
            }
            else if (Narrow(condition, settled) is { } narrowed)
            {
                settled.Add(entry with { Dimension = entry.Dimension with { When = narrowed } });
            }
        }

        return settled;
    }

    private static Condition? Narrow(Condition condition, List<SpaceEntry> earlier)
    {
        var parent = earlier.Find(entry => entry.Name == condition.Dimension);
        if (parent?.Dimension is not { } dimension)
        {
            // Where the parent is in the file but wrong, its problem is enough.
            return parent is null ? null : condition;
        }

        var possible = condition.In.RemoveAll(value => !dimension.Contains(value));
        return possible.IsEmpty ? null : condition with { In = possible };
    }

    private void Check(Condition condition, SpecNode node, List<SpaceEntry> earlier, List<SpaceEntry> all)
    {
        if (earlier.Find(entry => entry.Name == condition.Dimension) is not { } parent)
        {
            problems.Add(SpecCodes.SpaceCondition, node.Find("dimension")!, Missing(condition.Dimension, earlier, all));
        }
        else if (parent.Dimension is { Cardinality: null or > MaxValues })
        {
            var message = $"'{parent.Name}' cannot switch others: it has no list of at most {MaxValues} values.";
            problems.Add(SpecCodes.SpaceCondition, node.Find("dimension")!, message);
        }
        else if (parent.Dimension is { } dimension)
        {
            CheckValues(dimension, condition, node);
        }
    }

    private static string Missing(string name, List<SpaceEntry> earlier, List<SpaceEntry> all) =>
        all.Exists(entry => entry.Name == name)
            ? $"'{name}' does not stand before this dimension; a condition looks back."
            : $"There is no dimension '{Shown.Text(name)}'{Nearest.Hint(name, earlier.Select(entry => entry.Name))}";

    private void CheckValues(Dimension parent, Condition condition, SpecNode node)
    {
        var items = node.Find("in")!.Items;
        for (var i = 0; i < items.Count; i++)
        {
            if (!parent.Contains(condition.In[i]))
            {
                var message = $"'{parent.Name}' cannot be {Shown.Value(items[i])}: it is {parent.Describe()}.";
                problems.Add(SpecCodes.SpaceCondition, items[i], message);
            }
        }
    }
}
