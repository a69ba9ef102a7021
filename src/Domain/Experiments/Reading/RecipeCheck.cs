using NasCluster.Domain.Architectures;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Experiments;

/// <summary>Checks a space against the built-in trainer: it knows every recipe parameter and can train with all its values.</summary>
internal sealed class RecipeCheck(ProblemList problems)
{
    /// <param name="space">The space.</param>
    /// <param name="trainLimit">The number of training images in the file; null where it has none.</param>
    public void Run(BoundSpace space, int? trainLimit)
    {
        foreach (var (name, dimension, source) in space.Entries)
        {
            var node = source ?? space.Node;
            if (dimension is null)
            {
                continue;
            }

            var rule = RecipeRule.All.GetValueOrDefault(name);
            if (dimension.Part == SpacePart.Recipe && rule is { IsForImages: true } && IsForPixels(space))
            {
                var message = $"'{name}' is for images with one label; the decoder '{space.Decoder}' labels pixels.";
                problems.Add(SpecCodes.TrainRange, node, message);
            }
            else if (dimension.Part == SpacePart.Recipe)
            {
                CheckRecipe(dimension, rule, node, trainLimit);
            }
            else if (rule is not null)
            {
                // The trainer looks for it among the recipe only, and would go on with its default.
                var message = $"'{name}' is part of the recipe; give the dimension \"part\": \"recipe\".";
                problems.Add(SpecCodes.TrainUnknown, node, message);
            }
        }
    }

    private static bool IsForPixels(BoundSpace space) =>
        space.Decoder is { } name && DecoderCatalog.Find(name) is { Task: LearningTask.Segmentation };

    private void CheckRecipe(Dimension dimension, RecipeRule? rule, SpecNode node, int? trainLimit)
    {
        var name = dimension.Name;
        if (rule is null)
        {
            var known = $"it knows {Shown.List(RecipeRule.All.Keys.Order(StringComparer.Ordinal))}";
            var message = $"The built-in trainer has no '{name}'; {known}{Nearest.Hint(name, RecipeRule.All.Keys)}";
            problems.Add(SpecCodes.TrainUnknown, node.Find("name") ?? node, message);
        }
        else if (!rule.AllowsKindOf(dimension))
        {
            problems.Add(
                SpecCodes.TrainRange,
                node,
                $"'{name}' is real; the built-in trainer takes {rule.Describe()}."
            );
        }
        else if (rule.Offence(dimension) is { } value)
        {
            AddOffence(dimension, rule, value, node);
        }
        else if (name == "batchSize" && trainLimit is { } images)
        {
            CheckBatch(dimension, images, node);
        }
    }

    private void AddOffence(Dimension dimension, RecipeRule rule, ParameterValue value, SpecNode node)
    {
        var isWord = value.Kind == ParameterKind.Text && !rule.Words.IsEmpty;
        var hint = isWord ? Nearest.Hint(value.AsText(), rule.Words) : "";
        var shown = Shown.Text(value.ToString());
        var message = $"'{dimension.Name}' can be {shown}; the built-in trainer takes {rule.Describe()}{hint}";
        problems.Add(isWord ? SpecCodes.TrainUnknown : SpecCodes.TrainRange, PlaceOf(value, dimension, node), message);
    }

    /// <summary>The very choice, or the end of the range, where the file has it.</summary>
    private static SpecNode PlaceOf(ParameterValue value, Dimension dimension, SpecNode node)
    {
        var index = RecipeRule.ExtremesOf(dimension).ToList().IndexOf(value);
        var choices = node.Find("choices")?.Items;
        var end = node.Find(index == 0 ? "min" : "max");
        return choices?[index] ?? end ?? node;
    }

    private void CheckBatch(Dimension dimension, int trainLimit, SpecNode node)
    {
        var largest = RecipeRule.ExtremesOf(dimension).MaxBy(value => value.AsNumber());
        if (largest.AsNumber() > trainLimit)
        {
            var message = $"'batchSize' can be {largest}, more than the {trainLimit} images of 'trainLimit'.";
            problems.Add(SpecCodes.TrainRange, PlaceOf(largest, dimension, node), message);
        }
    }
}
