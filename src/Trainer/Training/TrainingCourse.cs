using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Recipes;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Data;
using NasCluster.Trainer.Networks;

namespace NasCluster.Trainer.Training;

/// <summary>
/// The stages of a training. Each has the network described at its own size and dropout over the very tensors that are
/// trained, so that a change of stage moves no parameter; evaluation keeps the network at its full size.
/// </summary>
internal sealed class TrainingCourse : IDisposable
{
    private readonly ImmutableArray<TrainingStage> _stages;
    private readonly ImmutableArray<GraphModule> _modules;
    private readonly TrainingRecipe _recipe;
    private readonly Learner _learner;
    private readonly BatchLoader _target;
    private readonly Func<TrainingStage, int, BatchLoader> _imagesOf;
    private CourseStage? _current;
    private int _index = -1;

    private TrainingCourse(
        ImmutableArray<TrainingStage> stages,
        ImmutableArray<GraphModule> modules,
        TrainingRecipe recipe,
        Learner learner,
        BatchLoader target,
        Func<TrainingStage, int, BatchLoader> imagesOf
    )
    {
        _stages = stages;
        _modules = modules;
        _recipe = recipe;
        _learner = learner;
        _target = target;
        _imagesOf = imagesOf;
    }

    /// <summary>Batches of an epoch, the same in every stage.</summary>
    public int BatchCount => _target.BatchCount;

    /// <summary>One stage, as the learner and the images are.</summary>
    public static TrainingCourse Plain(TrainingRecipe recipe, Learner learner, BatchLoader images) =>
        new([], [], recipe, learner, images, (_, _) => images);

    /// <summary>The stages of a command's recipe.</summary>
    /// <param name="command">Architecture and recipe.</param>
    /// <param name="recipe">The recipe, read.</param>
    /// <param name="learner">Its network is at the size of the evaluation.</param>
    /// <param name="data">Images at that size.</param>
    /// <param name="resized">The data set at any size.</param>
    /// <exception cref="InvalidRecipeException">A size is above the network's.</exception>
    /// <exception cref="InvalidNetworkException">There is no such network at the size of a stage.</exception>
    public static TrainingCourse Of(
        TrainCommand command,
        TrainingRecipe recipe,
        Learner learner,
        TrainingData data,
        Func<int, LoadedDataset> resized
    )
    {
        var epochs = command.ScheduleEpochs ?? command.Epochs;
        var stages = TrainingStages.Of(recipe, learner.Module.Input.Height, epochs);
        if (stages is [var only] && only.Resolution == learner.Module.Input.Height)
        {
            return Plain(recipe, learner, data.Train);
        }

        return new(
            stages,
            [.. stages.Select(stage => ModuleOf(command, stage, learner.Module))],
            recipe,
            learner,
            data.Train,
            (stage, side) => data.CreateTrain(resized(side).Train, stage)
        );
    }

    /// <summary>What an epoch is trained with; valid until the next call.</summary>
    /// <param name="epoch">Counted from 1.</param>
    public CourseStage At(int epoch)
    {
        var index = _stages.IsEmpty ? 0 : TrainingStages.IndexOf(_stages, epoch);
        if (_current is null || index != _index)
        {
            _current?.Dispose();
            _current = _stages.IsEmpty ? Target(new(_recipe.Mixup, _recipe.CutMix)) : Open(index);
            _index = index;
        }

        return _current;
    }

    public void Dispose()
    {
        _current?.Dispose();
        foreach (var module in _modules)
        {
            module.Dispose();
        }
    }

    private CourseStage Open(int index)
    {
        var (stage, module) = (_stages[index], _modules[index]);
        var mixer = new BatchMixer(stage.Mixup, stage.CutMix);
        var images = _imagesOf(stage, module.Input.Height);
        return new(module, images, mixer, _recipe.BatchSize, ownsImages: true);
    }

    private CourseStage Target(BatchMixer mixer) =>
        new(_learner.Module, _target, mixer, _recipe.BatchSize, ownsImages: false);

    private static GraphModule ModuleOf(TrainCommand command, TrainingStage stage, GraphModule whole)
    {
        try
        {
            var network = CandidateNetwork.At(command, stage);
            return new(
                network,
                new()
                {
                    Device = whole.Device,
                    Tensors = whole.Tensors,
                    ComputeType = whole.ComputeType,
                }
            );
        }
        catch (InvalidNetworkException e)
        {
            throw new InvalidNetworkException(
                $"The network cannot be trained at {stage.Resolution} pixels ('trainResolution' or a progressive stage): {e.Message}",
                e
            );
        }
    }
}
