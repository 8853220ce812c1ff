//! What every effect needs: its shader, and a way to be drawn as light.

use bevy::prelude::*;
use bevy::render::render_resource::{
    BlendComponent, BlendFactor, BlendOperation, BlendState, RenderPipelineDescriptor,
};

/// Makes a shader known under a handle of its own: its text is part of the program, and `path` names it in messages.
pub fn bring_shader(app: &mut App, handle: &Handle<Shader>, text: &'static str, path: &'static str) {
    let Some(mut shaders) = app.world_mut().get_resource_mut::<Assets<Shader>>() else { return };
    if let Err(error) = shaders.insert(handle.id(), Shader::from_wgsl(text, path)) {
        warn!("{path} cannot be used: {error}");
    }
}

/// What is drawn so is light: it is added to whatever is there, and black is nothing.
pub fn draw_as_light(descriptor: &mut RenderPipelineDescriptor) {
    let added =
        BlendComponent { src_factor: BlendFactor::One, dst_factor: BlendFactor::One, operation: BlendOperation::Add };
    let kept =
        BlendComponent { src_factor: BlendFactor::Zero, dst_factor: BlendFactor::One, operation: BlendOperation::Add };
    set_blend(descriptor, Some(BlendState { color: added, alpha: kept }));
}

/// What is drawn so hides what is behind it, which need not be mixed in.
pub(crate) fn draw_opaque(descriptor: &mut RenderPipelineDescriptor) {
    set_blend(descriptor, None);
}

fn set_blend(descriptor: &mut RenderPipelineDescriptor, blend: Option<BlendState>) {
    let targets = descriptor.fragment.iter_mut().flat_map(|fragment| fragment.targets.iter_mut().flatten());
    targets.for_each(|target| target.blend = blend);
}
